from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "config.sign_in"
    label = "pacta_sign_in"
    verbose_name = "sign-in"
