"""Forms are data: one definition is asked page by page, on one dense page, as JSON, and checked the same everywhere."""

from .answering import Context, Problem, Severity
from .conditions import holds, is_filled
from .definition import Form, Option, Page, Question, Section
from .field import Field
from .fields import dense, page_fields
from .loading import load
from .located import DataFault, Node, read_yaml
from .parsing import Parsed, check, first_open_page, parse_form, parse_page, relevant
from .privacy import privacy_notice, record_of_processing
from .schema import json_schema
from .stating import read_values
from .summary import summary
from .texts import Text
from .types.base import Refusal, Type
from .types.composites import Composite, Group
from .types.options import Places, register_options
from .types.registry import register_type

__all__ = [
    "Composite",
    "Context",
    "DataFault",
    "Field",
    "Form",
    "Group",
    "Node",
    "Option",
    "Page",
    "Parsed",
    "Places",
    "Problem",
    "Question",
    "Refusal",
    "Section",
    "Severity",
    "Text",
    "Type",
    "check",
    "dense",
    "first_open_page",
    "holds",
    "is_filled",
    "json_schema",
    "load",
    "page_fields",
    "parse_form",
    "parse_page",
    "privacy_notice",
    "read_values",
    "read_yaml",
    "record_of_processing",
    "register_options",
    "register_type",
    "relevant",
    "summary",
]
