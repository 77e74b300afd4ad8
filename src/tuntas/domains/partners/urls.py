"""Addresses for programs, under /api/v1/. None holds a reference, a PIN or anything about a person."""

from django.urls import re_path

from .api import OPERATIONS, UPLOADS
from .manners import mannered, mannerly, nothing

app_name = "partners"
urlpatterns = [
    *(mannerly(one) for one in OPERATIONS if one.name not in UPLOADS),
    # Whatever the rest is, a line's end included.
    re_path(r"^[\s\S]*\Z", mannered(nothing), name="nothing"),
]
