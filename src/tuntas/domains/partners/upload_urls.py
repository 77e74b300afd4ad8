"""Where programs send files, under /uploads/: through the live process, so that a slow one holds no thread."""

from .api import OPERATIONS, UPLOADS
from .manners import FORM, mannerly

app_name = "partners_uploads"
urlpatterns = [mannerly(one, takes=FORM) for one in OPERATIONS if one.name in UPLOADS]
