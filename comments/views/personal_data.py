from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import personal_data as held
from comments.models import PersonalDataRequest
from comments.models.personal_data import Purpose
from comments.views import mailed_link


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_data(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Hand over or erase what is held of the address the link was mailed to: on POST, once."""
    asked = held.proved(token)
    if asked is None:
        return mailed_link.dead(request)
    export = asked.purpose == Purpose.EXPORT
    if request.method == "POST" and export:
        return _download(asked)
    # Without a choice nothing is erased.
    if request.method == "POST" and request.POST.get("texts") in ("keep", "erase"):
        return _erased(request, asked)
    title = _("Your personal data") if export else _("Erasing your personal data")
    return mailed_link.page(request, "personal_data", title, export=export, number=None)


def _download(asked: PersonalDataRequest) -> HttpResponse:
    response = JsonResponse(
        held.hand_over(asked), encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="comments.json"'
    return response


def _erased(request: HttpRequest, asked: PersonalDataRequest) -> HttpResponse:
    number = held.erase_all(asked, words=request.POST.get("texts") == "erase")
    return mailed_link.page(request, "personal_data", _("Your personal data are erased"), export=False, number=number)
