"""Who gets in, and what is turned away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from typer.testing import CliRunner

from counterclaim.errors import SettingsError
from counterclaim.views.cli import app as command
from counterclaim.views.web.access import COOKIE, TRIES, Limiter
from counterclaim.views.web.serving import Serving
from counterclaim.views.web.users import Role, Users
from tests.views.web.conftest import BASE, PASSWORD, proof

Team = tuple[TestClient, dict[Role, str]]


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and address of the application, with something in place of what is named."""
    found: list[tuple[str, str]] = []

    def walk(parts: Any, prefix: str = "") -> None:
        for one in parts:
            if isinstance(one, APIRoute):
                path = prefix + one.path
                path = path.replace("{format}", "docx").replace("{named}", "1")
                for name in ("document", "statement", "job", "judgement", "name"):
                    path = path.replace(f"{{{name}}}", "x")
                found.extend((method, path) for method in one.methods)
            else:
                inner = getattr(one, "original_router", None) or getattr(one, "router", None)
                context = getattr(one, "include_context", None)
                walk(getattr(inner, "routes", []), prefix + (getattr(context, "prefix", "") or ""))

    walk(client.app.routes)  # type: ignore[attr-defined]
    return found


def test_a_stranger_reaches_nothing_but_the_sign_in(team: Team) -> None:
    client, _ = team
    known = routes(client)
    assert len(known) > 45
    for method, path in known:
        if path in ("/sign-in", "/sign-out", "/theme"):
            continue
        answer = client.request(method, path, follow_redirects=False, headers={"origin": BASE})
        if path.startswith("/api/"):
            assert answer.status_code == 401, (method, path)
            assert answer.json()["error"]["code"] == "sign_in"
        else:
            assert answer.status_code == 303, (method, path, answer.status_code)
            assert answer.headers["location"].startswith("/sign-in?next=")
        assert "Kirkuk" not in answer.text


def test_only_this_machine_is_served_without_users() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.7", "example.org"):
        with pytest.raises(SettingsError, match="--users"):
            Serving("x.db", host=host)
    for host in ("127.0.0.1", "127.0.0.9", "::1", "localhost"):
        assert Serving("x.db", host=host).users is None
    assert Serving("x.db", host="0.0.0.0", users=Path("users.json")).users


def test_the_command_refuses_to_listen_for_all_without_users(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["serve", str(tmp_path / "x.db"), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert "--users" in result.output
    assert not (tmp_path / "x.db").exists()


def test_a_role_may_do_what_it_says_and_no_more(team: Team) -> None:
    client, tokens = team
    rate = {"ruling": "rate", "subjects": ["Rafidain"], "reason": "known", "value": '{"source":"Rafidain"}'}

    def tries(role: Role) -> list[int]:
        headers = {"authorization": f"Bearer {tokens[role]}"}
        return [
            client.get("/api/v1/incidents", headers=headers).status_code,
            client.get("/incidents/1", headers=headers).status_code,
            client.post("/api/v1/judgements", json=rate, headers=headers).status_code,
            client.get("/add", headers=headers).status_code,
            client.get("/users", headers=headers).status_code,
        ]

    assert tries(Role.READER) == [200, 200, 403, 403, 403]
    assert tries(Role.ANALYST) == [200, 200, 201, 200, 403]
    assert tries(Role.ADMIN) == [200, 200, 201, 200, 200]
    assert client.get("/api/v1/incidents", headers={"authorization": "Bearer cc_wrong"}).status_code == 401


def test_signing_in_and_out(team: Team) -> None:
    client, _ = team
    first = proof(client, "/sign-in")
    before = client.cookies[COOKIE]
    wrong = client.post("/sign-in", data={"name": "analyst", "password": "wrong", "proof": first})
    assert wrong.status_code == 403
    form = {"name": "analyst", "password": PASSWORD, "proof": first, "next": "/sources?q=x"}
    answer = client.post("/sign-in", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sources?q=x")
    set_cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in set_cookie
    assert "samesite=strict" in set_cookie
    assert client.cookies[COOKIE] != before  # nobody can have planted the one that signs in
    page = client.get("/sources")
    assert page.status_code == 200
    assert 'href="/users"' not in page.text
    kept = client.cookies[COOKIE]
    client.post("/sign-out", data={"proof": proof(client, "/sources")})
    client.cookies.set(COOKIE, kept)
    assert client.get("/sources", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "back", ["//evil.example/", "/\\evil.example", "https://evil.example", "javascript:1", "/\t/x"]
)
def test_signing_in_leads_to_no_other_site(team: Team, back: str) -> None:
    client, _ = team
    form = {"name": "reader", "password": PASSWORD, "proof": proof(client, "/sign-in"), "next": back}
    answer = client.post("/sign-in", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_wrong_passwords_have_to_wait(team: Team) -> None:
    client, _ = team
    shown = proof(client, "/sign-in")
    form = {"name": "nobody", "password": "wrong", "proof": shown}
    codes = [client.post("/sign-in", data=form).status_code for _ in range(TRIES + 2)]
    assert codes == [403] * TRIES + [429] * 2
    right = client.post("/sign-in", data={**form, "name": "admin", "password": PASSWORD})
    assert right.status_code == 429  # the address waits as well as the name
    assert int(right.headers["retry-after"]) > 0


def test_a_limit_forgets() -> None:
    limit = Limiter(tries=2, window=0.05)
    limit.failed("a")
    assert not limit.wait("a")
    limit.failed("a")
    assert limit.wait("a", "b") > 0
    assert not limit.wait("b")
    limit.forgive("a")
    assert not limit.wait("a")


def test_a_form_from_elsewhere_changes_nothing(client: TestClient) -> None:
    form = {"source": "Rafidain", "letter": "A", "reason": "because"}
    shown = proof(client)
    assert client.post("/sources", data=form).status_code == 403
    assert client.post("/sources", data={**form, "proof": "0" * 64}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = client.post("/sources", data={**form, "proof": shown}, headers=headers)
        assert answer.status_code == 403, headers
        answer = client.post("/api/v1/judgements", json={}, headers=headers)
        assert answer.json()["error"]["code"] == "refused"
    assert client.get("/api/v1/judgements").json()["items"] == []
    assert client.post("/sources", data={**form, "proof": shown}, headers={"origin": BASE}).status_code == 200
    (given,) = client.get("/api/v1/judgements").json()["items"]
    assert given["reason"] == "because"
    other = TestClient(client.app, base_url=BASE)
    other.get("/add")
    assert other.post("/sources", data={**form, "proof": shown}).status_code == 403  # another's proof


def test_a_name_that_is_not_ours_is_not_answered_to(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "[::2]:80", "", "a b"):
        assert client.get("/", headers={"host": host}).status_code == 421, host
    for host in ("localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"):
        assert client.get("/", headers={"host": host}).status_code == 200, host


def test_what_is_too_large_is_turned_away(ledger: Path, serve: Callable[..., TestClient]) -> None:
    client = serve(ledger, upload=3_000_000)
    shown = proof(client)
    huge = {"files": ("a.txt", b"a" * 3_000_001)}
    answer = client.post("/add", data={"proof": shown}, files=huge)
    assert answer.status_code == 413
    assert client.post("/sources", data={"proof": shown, "reason": "x" * 1_100_000}).status_code == 413
    chunks = (b"a" * 65536 for _ in range(20))  # of a length that is not told
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sources", content=chunks, headers=headers).status_code in (400, 413)
    assert (
        client.post("/sources", data={"proof": shown, "source": "x" * 500, "reason": "y"}).status_code == 422
    )


def test_users_are_kept_without_their_passwords(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    users = Users(path)
    users.add("vera", Role.ANALYST, password="long enough")
    token = users.give_token("vera")
    text = path.read_text()
    assert "long enough" not in text
    assert token not in text
    assert "$argon2id$" in text
    assert path.stat().st_mode & 0o077 == 0
    assert users.by_password("vera", "long enough") is not None
    assert users.by_password("vera", "long enougH") is None
    assert users.by_password("nobody", "long enough") is None
    found = users.by_token(token)
    assert found is not None and found.name == "vera"
    again = Users(path)
    again.remove("vera")
    assert users.by_token(token) is None  # another process took her out
    for name, password in (
        ("a b", "long enough"),
        ("", "long enough"),
        ("x" * 65, "long enough"),
        ("ok", "short"),
    ):
        with pytest.raises(SettingsError):
            users.add(name, Role.READER, password=password)


def test_the_last_admin_stays(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.add("root", Role.ADMIN, password=None)
    users.add("eve", Role.READER, password=None)
    with pytest.raises(SettingsError, match="only admin"):
        users.remove("root")
    with pytest.raises(SettingsError, match="no user"):
        users.remove("adam")


def test_users_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    run = CliRunner().invoke
    assert run(command, ["users", "add", str(path), "vera"], input="long enough\n").exit_code == 0
    made = run(command, ["users", "add", str(path), "bot", "--role", "analyst", "--token"])
    assert "cc_" in made.output
    listed = run(command, ["users", "list", str(path)]).output
    assert "bot\tanalyst" in listed
    assert run(command, ["users", "remove", str(path), "vera"]).exit_code == 0
    assert run(command, ["users", "remove", str(path), "vera"]).exit_code == 2
    path.write_text("{")
    assert run(command, ["users", "list", str(path)]).exit_code == 2


def test_an_admin_manages_users(team: Team) -> None:
    client, _ = team
    form = {"name": "admin", "password": PASSWORD, "proof": proof(client, "/sign-in")}
    client.post("/sign-in", data=form)
    shown = proof(client, "/users")
    client.post("/users", data={"proof": shown, "name": "new", "role": "reader", "password": "long enough"})
    assert "<bdi>new</bdi>" in client.get("/users").text
    assert "cc_" in client.post("/users/new/token", data={"proof": shown}).text
    assert client.post("/users", data={"proof": shown, "name": "n", "role": "king"}).status_code == 422
    client.post("/users/new/remove", data={"proof": shown})
    assert "<bdi>new</bdi>" not in client.get("/users").text
    assert client.post("/users/admin/remove", data={"proof": shown}).status_code == 422


def test_the_theme_is_kept(client: TestClient) -> None:
    shown = proof(client)
    client.post("/theme", data={"proof": shown, "theme": "dark", "next": "/search"})
    assert '<html lang="en" data-theme="dark">' in client.get("/").text
    client.cookies.delete("theme")
    client.cookies.set("theme", '"><script>')
    assert "data-theme" not in client.get("/").text


def test_a_page_that_is_kept_bears_the_proof_of_the_one_who_asks(client: TestClient) -> None:
    first = proof(client, "/incidents/1")
    other = TestClient(client.app, base_url=BASE)
    assert proof(other, "/incidents/1") != first
    assert proof(client, "/incidents/1") == first
    form = {"source": "x", "reason": "because", "proof": proof(other, "/incidents/1")}
    assert other.post("/sources", data=form).status_code == 200
    assert "because" in other.get("/changes").text + other.get("/sources").text


def test_a_page_that_is_kept_is_for_its_role_alone(team: Team) -> None:
    client, tokens = team
    headers = {"authorization": f"Bearer {tokens[Role.READER]}"}
    listed = client.get("/api/v1/incidents?disputed=1&limit=1", headers=headers).json()["items"]
    view = f"/incidents/{listed[0]['number']}?row=occurrence"
    ways = {role: {"authorization": f"Bearer {tokens[role]}"} for role in Role}
    for role in (Role.ADMIN, Role.READER, Role.ADMIN):
        page = client.get(view, headers=ways[role]).text
        assert ("Judge this facet" in page) is (role is Role.ADMIN)
    assert client.get(view, follow_redirects=False).status_code == 303
