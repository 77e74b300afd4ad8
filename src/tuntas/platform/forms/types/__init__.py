"""The types of question that every form may use; domains add theirs by `register_type`."""

from .choices import ListOfOne, ManyOf, OneOf, YesNo
from .composites import Composite, Group
from .dates import Date, Time
from .files import File
from .identity import KkNumber, Nik
from .numbers import Number
from .person import PERSON, Person
from .places import Place
from .registry import register_type
from .text import Email, Line, Name, Paragraph, Phone

for _name, _kind in {
    "text": Line(),
    "paragraph": Paragraph(),
    "name": Name(),
    "email": Email(),
    "phone": Phone(),
    "nik": Nik(),
    "kk_number": KkNumber(),
    "number": Number(),
    "date": Date(),
    "time": Time(),
    "yes_no": YesNo(),
    "one_of": OneOf(),
    "list_of_one": ListOfOne(),
    "many_of": ManyOf(),
    "file": File(),
    "place": Place(),
    "composite": Composite(),
    "person": Person(standard=PERSON),
    "group": Group(),
}.items():
    register_type(_name, _kind)
