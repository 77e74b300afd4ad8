"""One page with a file question; subjects `open:…` are open to everyone."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tuntas.platform.decisions import YES
from tuntas.platform.files import owners, queries

owners.register_access("open", lambda actor, subject, request: YES)
owners.register_upload_access("open", lambda actor, subject, request: YES)

PAGE = """{% extends "ui/resident.html" %}{% block title %}Sample{% endblock %}{% block content %}<h1>Sample</h1>
<form method="post" novalidate>{% csrf_token %}<div class="question"><label>Name <input name="name"></label></div>
<fieldset class="upload"><legend>Letter</legend>{% include "files/_upload.html" %}</fieldset>
<div class="actions"><button>Go on</button></div></form>{% endblock %}"""


def sample(request: HttpRequest, subject: str) -> HttpResponse:
    question = SimpleNamespace(name="letter", id="q-letter", question=SimpleNamespace(key="letter"))
    kept = [str(one.id) for one in queries.files_of(f"open:{subject}")]
    known = {"question": question, "files": kept, "upload_subject": f"open:{subject}"}
    return HttpResponse(engines["django"].from_string(PAGE).render(known, request))


urlpatterns = [path("sample/<slug:subject>/", sample), path("", include("tuntas.platform.files.urls"))]
