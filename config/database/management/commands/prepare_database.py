import os
import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.database import logins
from config.database.external import steps as way
from config.database.external.found import NOTHING, Found, administration, connect, look
from config.database.external.wanted import Role, Wanted, new_password, url

ADMIN_URL = "DATABASE_ADMIN_URL"
PASSWORDS = {"owner": "DATABASE_OWNER_PASSWORD", "web": "DATABASE_WEB_PASSWORD"}


class Command(BaseCommand):
    help = (
        "Makes Pacta's two roles and its database on a PostgreSQL of yours (15 or newer), with what they need and no "
        "more; mends what is missing, and changes nothing that is right. The standard output gets DATABASE_URL and "
        "DATABASE_OWNER_URL, fit for a file of the environment; all else is said on the standard error."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        hint = f"an administrator's URL; better in the variable {ADMIN_URL}, since other users see a command's words"
        parser.add_argument("url", nargs="?", default="", help=f"{hint}. Never printed, never kept")
        parser.add_argument("--database", default="pacta")
        parser.add_argument("--owner", default="pacta_owner", help="the role that owns the tables and migrates them")
        parser.add_argument("--web", default="pacta_web", help="the role of the site, which cannot change facts")
        parser.add_argument(
            "--createdb", "--for-tests", action="store_true", help="let the owner create databases: for tests, restore"
        )
        given = " and ".join(PASSWORDS.values())
        parser.add_argument(
            "--new-passwords", action="store_true", help=f"also for roles that are there; else {given}, where set"
        )
        parser.add_argument("--address", default="", help="HOST[:PORT] for the printed URLs, if the site's way differs")
        parser.add_argument("--plan", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--sql", type=Path, metavar="FILE", help="write the statements to a new file, do nothing")

    def handle(self, *args: Any, plan: bool, sql: Path | None, **options: Any) -> None:
        wanted = read_wanted(options)
        address = options["url"] or os.environ.get(ADMIN_URL, "").strip()
        login = read_administrator(address) if address else None
        place = read_address(options["address"]) or login or {"HOST": "localhost", "PORT": "", "OPTIONS": {}}
        if login is None:
            if sql is None:
                raise CommandError(
                    f"Who administers the server? Set {ADMIN_URL}=postgresql://USER:PASSWORD@HOST/postgres, or let the "
                    "administrator run what `--sql FILE` writes."
                )
            wanted = with_passwords(wanted, NOTHING, anew=options["new_passwords"])
            self.write_script(sql, wanted, way.steps(wanted, NOTHING), place)
            return
        with administration(login) as server:
            found = look(server, login, wanted)
            wanted = with_passwords(wanted, found, anew=options["new_passwords"])
            self.report(wanted, found, server.info.server_version)
            todo = way.steps(wanted, found)
            if plan or sql:
                self.say(*(f"  would {step.words}" for step in todo) if todo else ["There is nothing to do."])
                if sql:
                    self.write_script(sql, wanted, todo, place)
                return
            self.carry_out(server, login, wanted, todo, place)

    def report(self, wanted: Wanted, found: Found, version: int) -> None:
        """What was found; raises CommandError with everything that stands in the way."""
        self.say(f"PostgreSQL {version // 10_000}.{version % 10_000}, as {found.administrator}.")
        names = [f"the role {role.name}" for role in wanted.roles if role.name in found.roles]
        names += [f"the database {wanted.database}"] if found.database else []
        self.say(f"Found {', '.join(names)}." if names else "Nothing of Pacta is there yet.")
        problems = list(way.refusals(wanted, found))
        if problems:
            raise CommandError("\n".join(problems))
        self.say(*(f"Note: {remark}" for remark in way.remarks(wanted, found)))

    def carry_out(
        self, server: Any, login: logins.Login, wanted: Wanted, todo: list[way.Step], place: logins.Login
    ) -> None:
        """The URLs are printed even when a later step fails: a password that was set must not be lost."""
        changed: set[str] = set()
        try:
            with ExitStack() as stack:
                inside = None
                for step in todo:
                    if step.inside and inside is None:
                        there = login | {"NAME": wanted.database}
                        inside = stack.enter_context(connect(there, who="The administrator's login"))
                    way.do(step, inside if step.inside and inside else server)
                    changed.add(step.sets_password_of)
                    self.say(f"  did: {step.words}")
            left = way.steps(wanted, look(server, login, wanted))
            if left := [step for step in left if not step.sets_password_of]:
                words = "; ".join(step.words for step in left)
                raise CommandError(f"The server took the statements, and yet it remains to: {words}. Who may do that?")
            self.say("Everything is as it should be." if todo else "Everything was as it should be; nothing was done.")
        except CommandError:
            if changed - {""}:
                self.print_urls(wanted, place)
            raise
        self.try_logins(login, wanted)
        self.print_urls(wanted, place)

    def try_logins(self, login: logins.Login, wanted: Wanted) -> None:
        for role in wanted.roles:
            if role.password:
                own = {"USER": role.name, "PASSWORD": role.password, "NAME": wanted.database}
                try:
                    connect(login | own, who=role.name).close()
                except CommandError as refusal:
                    self.say(f"Note: {refusal} Does pg_hba.conf let it in from where the site will be?")

    def write_script(self, file: Path, wanted: Wanted, todo: list[way.Step], place: logins.Login) -> None:
        try:
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as target:
                target.write(way.script(wanted, todo))
        except FileExistsError:
            raise CommandError(f"{file} exists already; it is not overwritten.") from None
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
        self.say(f"{file}: for the administrator to run with psql. Nothing was done on a server.")
        self.print_urls(wanted, place)

    def print_urls(self, wanted: Wanted, place: logins.Login) -> None:
        """Both are comments where a password is not known: one alone would be taken for a site with one login."""
        whole = all(role.password for role in wanted.roles)
        for name, role in (("DATABASE_URL", wanted.web), ("DATABASE_OWNER_URL", wanted.owner)):
            line = f"{name}={quoted(url(role, place, wanted.database))}"
            self.stdout.write(line if whole else f"# {line}")
        if whole:
            self.say("The passwords are shown this once, and kept nowhere in readable form.")
        else:
            self.say("Where it says PASSWORD, the role keeps the one it has; --new-passwords sets others.")

    def say(self, *lines: str) -> None:
        for line in lines:
            self.stderr.write(line, style_func=str)


def quoted(address: str) -> str:
    """For a shell and for systemd, where a socket's URL needs it; others are plain, as Docker likes them."""
    return address if re.fullmatch(r"[\w@%+:,./-]+", address, re.ASCII) else f"'{address}'"


def read_wanted(options: dict[str, Any]) -> Wanted:
    given = {part: os.environ.get(variable, "") for part, variable in PASSWORDS.items()}
    if options["new_passwords"] and any(given.values()):
        raise CommandError(f"Either --new-passwords, or {' and '.join(PASSWORDS.values())}.")
    return Wanted(
        database=options["database"],
        owner=Role(options["owner"], given["owner"], createdb=options["createdb"]),
        web=Role(options["web"], given["web"]),
    )


def with_passwords(wanted: Wanted, found: Found, *, anew: bool) -> Wanted:
    """A new role gets a password of ours unless one was given; a role that is there keeps its own."""
    owner, web = (
        role if role.password or (role.name in found.roles and not anew) else replace(role, password=new_password())
        for role in wanted.roles
    )
    return replace(wanted, owner=owner, web=web)


def read_administrator(address: str) -> logins.Login:
    try:
        return logins.read_login("The administrator's URL", address, database="postgres")
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from None


def read_address(text: str) -> logins.Login | None:
    """A host with or without a port, or a socket's folder."""
    if not text:
        return None
    match = re.fullmatch(r"(/[\w./-]+|\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?", text)
    if not match:
        raise CommandError(
            f"--address {text!r} is no address; write HOST, HOST:PORT, [IPv6]:PORT or a socket's folder."
        )
    return {"HOST": match[1].strip("[]"), "PORT": match[2] or "", "OPTIONS": {}}
