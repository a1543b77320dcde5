"""The administration: Django's own, that starts with a desk."""
