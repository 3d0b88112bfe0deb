"""The language of a text, and what metadata call it."""

import pytest

from counterclaim.documents.languages import detect, language_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Monday that it had taken the town and that its losses were small.", "en"),
        ("BOGOTA, 3 OCT 91 -- THE ARMY REPORTED TODAY THAT TWO OIL PIPELINES WERE BLOWN UP IN ARAUCA.", "en"),
        ("Die Armee teilte am Montag mit, sie habe die Stadt eingenommen und kaum Verluste erlitten.", "de"),
        ("L'armée a annoncé lundi avoir pris la ville et n'avoir subi que de faibles pertes.", "fr"),
        ("El ejército anunció el lunes que había tomado la ciudad y que sus pérdidas eran pequeñas.", "es"),
        ("De Iraakse troepen hebben de stad in de nacht van zondag op maandag ingenomen.", "nl"),
        ("أعلن الجيش يوم الاثنين أنه سيطر على المدينة وأن خسائره كانت قليلة", "ar"),
        ("Армия сообщила в понедельник, что взяла город и что её потери невелики", "ru"),
        ("军方星期一表示，军队已经占领了这座城市，损失很小，居民正在返回家园。", "zh"),
        ("Kirkuk", None),
        ("12 34 56", None),
        ("", None),
    ],
)
def test_detected(text: str, language: str | None) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("EN-gb", "en"), ("en_US", "en"), ("eng", "en"), ("English", "en"), ("Arabic", "ar"),
     ("ara", "ar"), ("zh-Hant-TW", "zh"), ("per", "fa"), ("", None), ("??", None), ("xyz", None)],
)  # fmt: skip
def test_metadata(tag: str, code: str | None) -> None:
    assert language_code(tag) == code
