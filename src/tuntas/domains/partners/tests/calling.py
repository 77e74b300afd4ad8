"""A program, without a session or a cookie, and one that works in an officer's browser."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

from django.test import Client
from PIL import Image

from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import Actor


class Program:
    """Calls the interface as programs do: JSON both ways, a token or a session."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = headers

    def ask(self, method: str, path: str, given: Any = None, **headers: str) -> Any:
        body = {} if given is None else {"data": json.dumps(given), "content_type": "application/json"}
        headers = {**self.headers, **headers}
        return self.client.generic(method, f"/api/v1/{path}", **body, headers=headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, given: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, given, **headers)

    def send_file(self, question: str, file: Any) -> Any:
        path = f"/uploads/application/files/{question}"
        return self.client.post(path, {"file": file}, headers=self.headers)

    def prove(self, **given: str) -> None:
        self.headers["Authorization"] = f"Bearer {self.post('proofs', given).json()['token']}"

    def sign_in(self, actor: Actor) -> Program:
        self.client.force_login(Staff.objects.get(pk=actor.id), "tuntas.domains.offices.backend.StaffBackend")
        self.client.get("/staff/sign-in/")
        self.client.get("/desk/")
        self.headers["X-CSRFToken"] = self.client.cookies["tuntas-form"].value
        return self


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "JPEG")
    file.seek(0)
    file.name = "paper.jpg"
    return file
