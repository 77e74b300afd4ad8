"""What the open pages show: a place's figures, and the places within it."""

from .boards import Board, Row, board
from .places import Seen, find_city, find_district, find_office, whole

__all__ = ["Board", "Row", "Seen", "board", "find_city", "find_district", "find_office", "whole"]
