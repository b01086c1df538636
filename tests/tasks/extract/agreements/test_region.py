"""For which place an agreement is, where its parties alone do not say it."""

import pytest

from tests.tasks.extract.agreements.test_find_agreements import read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "丽水日报讯 6月18日，丽水举行招商会。会上，碧湖镇与杭州青禾科技有限公司签署协议。全市都在招商。",
            "331100",
            id="a town lies in the home, not where its partner does",
        ),
        pytest.param(
            "6月18日，丽水移动与浙江云岭矿业有限公司签署协议。云岭矿业位于遂昌县，开采多年。",
            "331123",
            id="a page says where a firm lies",
        ),
        pytest.param("6月18日，中国移动与云岭集团在北京签署协议。", None, id="groups sign in the capital for no place"),
        pytest.param("6月18日，中国移动与云岭集团在丽水签署协议。", "331100", id="elsewhere they sign for the place"),
        pytest.param(
            "丽水一家钢厂上云\n丽水日报讯 6月18日，云岭特钢集团与上海青禾软件有限公司签署协议。"
            "丽水市政府到场，全市的工厂都来看。",
            "331100",
            id="a guest from elsewhere comes to the host of the home",
        ),
    ],
)
def test_the_place_of_an_agreement(text, code):
    (finding,) = read(text)
    assert finding.region_code == code
