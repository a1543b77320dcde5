#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

SENTENCES = {
    ImproperlyConfigured: "Pacta is not set up as it needs: {}",
    OperationalError: "The database does not answer: {}",
    ProgrammingError: "The tables are not those that this version needs. Was `manage.py migrate` run? {}",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except tuple(SENTENCES) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(next(words for kind, words in SENTENCES.items() if isinstance(error, kind)).format(error))
