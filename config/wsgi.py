import gc
import os

from django.core.wsgi import get_wsgi_application

from config.encoding import read_as_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = read_as_utf_8(get_wsgi_application())

# What is loaded by now stays for good. Looking through it for garbage, over and over, takes more than half of the time
# of an answer of thousands of agreements; a large answer is mostly rows that are freed without being looked for.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
