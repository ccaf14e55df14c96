"""Made-up articles, and what an editor says of the second beside the first."""

# ruff: noqa: E501 - prose in scripts of which some are wider than they look

from dataclasses import dataclass

HARBOUR = """The port of Lindehaven will close its eastern terminal for eleven weeks from 3 March while engineers replace \
the quay wall, the harbour authority said on Tuesday.

Container lines have been told to move 140 sailings to the western basin, where two cranes were added last autumn. \
"Nobody will lose a slot, but some will wait a tide longer," harbour master Ida Brekke told reporters.

The work costs 86 million crowns, a third of it paid by the state. An inspection in October found that salt water had \
hollowed out 60 metres of the wall, which dates from 1931.

Hauliers fear queues on the coastal road. Their association, led by Jonas Wilk, asked the council to open the old \
fish market as a lorry park until June. The council meets on Thursday.

Lindehaven handles about a fifth of the country's timber exports and most of its fruit."""

HARBOUR_EDITED = """LINDEHAVEN (Wire) - The port of Lindehaven is to close its eastern terminal for eleven weeks from 3 March \
while engineers replace the quay wall, the harbour authority said Tuesday.

Container lines were told to move 140 sailings to the western basin, where two cranes were added last autumn. \
"Nobody will lose a slot, but some will wait a tide longer," harbour master Ida Brekke said.

The work costs 86 million crowns, a third of it paid by the state. An inspection in October found salt water had \
hollowed out 60 metres of the wall, which dates from 1931.

Hauliers fear queues on the coastal road. Their association, led by Jonas Wilk, has asked the council to open the old \
fish market as a lorry park until June."""

HARBOUR_SHORT = """The port of Lindehaven will close its eastern terminal for eleven weeks from 3 March while engineers \
replace the quay wall, the harbour authority said on Tuesday.

Container lines have been told to move 140 sailings to the western basin, where two cranes were added last autumn."""

HARBOUR_ON_A_PAGE = f"""Home > Business > Shipping

{HARBOUR}

Sign up for our morning newsletter and never miss a story. Follow us for more business news from the north. \
All rights reserved by the publisher."""

NOTICE = """Subscribe to our newsletter for the latest news. Already a subscriber? Log in. This content is for subscribers \
only. The Northern Herald and The Aldmouth Post are members of the Coast Media Group. Reproduction without permission is \
prohibited. All rights reserved. Read our terms of use."""

HARBOUR_LONGER = f"""{HARBOUR}

The shipping line Norfrakt said on Wednesday that it would cancel its Thursday service to Aldmouth altogether and \
send 900 containers a week by rail instead. Its chief executive, Petra Lund, called the notice given by the port "an \
insult to our customers". Shares in the company fell 2.4 percent.

Fruit importers said that prices in the shops could rise before Easter."""

HARBOUR_OTHER_AUTHOR = """Lorry drivers and fruit traders in the north are bracing for a difficult spring. Salt has eaten \
into the wall under the eastern terminal at Lindehaven, and from early March nothing will berth there for nearly three \
months.

"We saw holes you could park a car in," said Oskar Thune, one of the divers who looked at the quay in the autumn. The \
repair bill, put at 86 million crowns, is to be shared with the treasury.

Ships will be sent across the bay. The authority insists that none will be turned away, but Jonas Wilk, who speaks for \
the road hauliers, is not convinced: he wants somewhere for his members to wait that is not the coastal road."""

EARNINGS = """{name} said on {day} that net profit rose {rise} percent to {profit} million euros in the {quarter} quarter, \
helped by demand for {goods}. Revenue was {revenue} million euros, compared with {before} million a year earlier. The company, \
based in {town}, kept its outlook for the full year and said that it expected margins to remain stable. {boss}, the chief \
executive, said the order book had never been fuller. The shares closed at {price} euros in {town}, up {up} percent."""

ALMERA = EARNINGS.format(
    name="Almera Pumpen", day="Monday", rise="12.4", profit="38.1", quarter="third", goods="water pumps", revenue="412",
    before="377", town="Graz", boss="Helene Rautner", price="51.20", up="3.1",
)  # fmt: skip
ALMERA_NEXT_QUARTER = EARNINGS.format(
    name="Almera Pumpen", day="Thursday", rise="8.9", profit="41.7", quarter="fourth", goods="water pumps", revenue="455",
    before="418", town="Graz", boss="Helene Rautner", price="56.75", up="1.8",
)  # fmt: skip
VOLTEC = EARNINGS.format(
    name="Voltec Systems", day="Monday", rise="5.2", profit="17.9", quarter="third", goods="battery cells", revenue="230",
    before="221", town="Eindhoven", boss="Joost Verbeek", price="23.05", up="0.7",
)  # fmt: skip

RATE = """The central bank of {country} left its benchmark interest rate at {rate} percent on {day}, as expected by {of} of \
{polled} economists in a poll. Inflation was {inflation} percent in {month}, against a target of {target} percent. Governor \
{governor} is to speak to reporters at {time}."""

RATE_A = RATE.format(country="Chile", rate="5.25", day="Tuesday", of="14", polled="16", inflation="4.1", month="April",
                     target="3", governor="Rosa Arancibia", time="16:00")  # fmt: skip
RATE_B = RATE.format(country="Peru", rate="4.75", day="Thursday", of="11", polled="13", inflation="2.6", month="April",
                     target="2", governor="Luis Quispe", time="18:30")  # fmt: skip

WEATHER = """{town}: {sky} with highs of {high} degrees and lows of {low}. Wind from the {wind} at {speed} km/h, gusting to \
{gust}. Chance of rain {rain} percent. Sunrise at {rise}, sunset at {set}. The pollen count for {day} is {pollen}."""

WEATHER_MONDAY = WEATHER.format(town="Aldmouth", sky="Cloudy", high="14", low="6", wind="south", speed="22", gust="41",
                                rain="40", rise="06:12", set="19:48", day="Monday", pollen="low")  # fmt: skip
WEATHER_TUESDAY = WEATHER.format(town="Aldmouth", sky="Cloudy", high="17", low="9", wind="south", speed="18", gust="35",
                                 rain="20", rise="06:10", set="19:50", day="Tuesday", pollen="low")  # fmt: skip

MATCH = """{home} beat {away} {score} on {day} night in front of {crowd} spectators. {scorer} scored in the {minute} minute \
after a corner from the left, and {keeper} kept the visitors out with a string of saves. {home} move up to {place} in the \
table with {points} points, and travel to {next} on Saturday."""

MATCH_A = MATCH.format(home="Rovers", away="Granby Town", score="2-1", day="Friday", crowd="11,204", scorer="Dee Amadi",
                       minute="63rd", keeper="Tom Harker", place="fourth", points="38", next="Selwick")  # fmt: skip
MATCH_B = MATCH.format(home="Albion", away="Port Ness", score="1-0", day="Friday", crowd="8,917", scorer="Luca Ferri",
                       minute="81st", keeper="Ben Osei", place="ninth", points="29", next="Carrow")  # fmt: skip

CHINESE = (
    "新华港务局星期二表示，东部码头将从三月三日起关闭十一个星期，以便工程师更换码头岸墙。航运公司已被告知将140个航次转移到西部港池，"
    "去年秋天那里增加了两台起重机。港务局长李明对记者说，没有人会失去泊位，但有些船要多等一个潮汐。工程耗资8600万元，其中三分之一由国家支付。"
    "十月的一次检查发现，海水已经掏空了60米长的岸墙，这段岸墙建于1931年。卡车司机担心沿海公路出现排队。"
)
CHINESE_EDITED = "（本报讯）" + CHINESE.replace("星期二表示", "周二说").replace("担心沿海公路出现排队", "担心公路排队")
CHINESE_OTHER = (
    "国家气象局星期三说，周末北方将有大雪，气温将下降到零下12度。铁路公司已取消36趟列车，并要求旅客改签车票。机场准备了80台除雪车。"
    "市长王芳要求市民不要外出。电力公司说，如果电线结冰，可能会有停电。学校星期五下午提前放学，考试推迟到下个星期。专家说这是十年来最冷的冬天。"
)
JAPANESE = (
    "港湾局は火曜日、岸壁を取り替えるため東ターミナルを三月三日から十一週間閉鎖すると発表した。船会社には140便を西の泊地に移すよう通知した。"
    "昨秋、そこにはクレーンが2台増設された。港長の石田恵子さんは記者団に、誰も枠を失わないが、一潮余計に待つ船は出ると述べた。"
    "工事費は86億円で、三分の一は国が負担する。十月の検査で、1931年に造られた岸壁の60メートルが海水でえぐられていることが分かった。"
)
JAPANESE_EDITED = JAPANESE.replace("発表した", "明らかにした").replace("記者団に、", "") + "（共同）"
THAI = (
    "การท่าเรือแถลงเมื่อวันอังคารว่าจะปิดท่าเทียบเรือฝั่งตะวันออกเป็นเวลาสิบเอ็ดสัปดาห์ตั้งแต่วันที่ 3 มีนาคมเพื่อเปลี่ยนกำแพงท่าเรือ บริษัทเดินเรือได้รับแจ้งให้ย้าย"
    "เที่ยวเรือ 140 เที่ยวไปยังท่าฝั่งตะวันตกซึ่งเพิ่มเครนสองตัวเมื่อปีที่แล้ว ค่าก่อสร้าง 86 ล้านบาทโดยรัฐจ่ายหนึ่งในสาม การตรวจสอบในเดือนตุลาคมพบว่าน้ำทะเล"
    "กัดเซาะกำแพงยาว 60 เมตรซึ่งสร้างขึ้นในปี 1931 คนขับรถบรรทุกกลัวว่ารถจะติดบนถนนเลียบชายฝั่ง"
)
ARABIC = (
    "قالت هيئة الميناء يوم الثلاثاء إن المحطة الشرقية ستغلق أحد عشر أسبوعا اعتبارا من ٣ مارس ليستبدل المهندسون جدار الرصيف. وأبلغت شركات الشحن "
    "بنقل ١٤٠ رحلة إلى الحوض الغربي حيث أضيفت رافعتان في الخريف الماضي. وتبلغ كلفة الأعمال ٨٦ مليونا تدفع الدولة ثلثها. ووجد فحص في أكتوبر أن "
    "مياه البحر جوفت ٦٠ مترا من الجدار الذي يعود إلى عام ١٩٣١. ويخشى سائقو الشاحنات طوابير على الطريق الساحلي."
)
RUSSIAN = (
    "Порт Линдехавен закроет восточный терминал на одиннадцать недель с 3 марта, пока инженеры заменяют причальную стенку, сообщила "
    "во вторник администрация порта. Судоходным компаниям предложено перенести 140 рейсов в западный бассейн, где прошлой осенью "
    "поставили два крана. Работы стоят 86 миллионов крон, треть заплатит государство. Осмотр в октябре показал, что морская вода "
    "вымыла 60 метров стенки 1931 года постройки. Перевозчики опасаются очередей на прибрежной дороге."
)
RUSSIAN_EDITED = "ЛИНДЕХАВЕН, 4 февраля. " + RUSSIAN.replace("сообщила во вторник", "заявила").replace(
    "Перевозчики", "Водители"
)


@dataclass(frozen=True)
class Pair:
    """`expected` is the verdict's kind on `later`, or None: another story, first in a cluster of its own."""

    name: str
    earlier: str
    later: str
    expected: str | None
    titles: tuple[str | None, str | None] = (None, None)


PAIRS = (
    Pair("same", HARBOUR, HARBOUR, "exact"),
    Pair("same but for case and quotes", HARBOUR, HARBOUR.upper().replace('"', "“"), "exact"),
    Pair("another headline", HARBOUR, HARBOUR, "near", ("Port to shut terminal", "Quay wall repair closes terminal")),
    Pair("edited wire copy", HARBOUR, HARBOUR_EDITED, "near"),
    Pair("shortened", HARBOUR, HARBOUR_SHORT, "contained"),
    Pair("page furniture around it", HARBOUR, HARBOUR_ON_A_PAGE, "near"),
    Pair(
        "a subscription notice behind it",
        HARBOUR,
        f"By Staff Reporter\nLINDEHAVEN (AP) -- {HARBOUR}\n\n{NOTICE}",
        "near",
    ),
    Pair("adds to it", HARBOUR, HARBOUR_LONGER, "extension"),
    Pair("full story after the brief", HARBOUR_SHORT, HARBOUR, "extension"),
    Pair("one figure corrected", HARBOUR, HARBOUR.replace("86 million", "96 million"), "near"),
    Pair("other author on the same event", HARBOUR, HARBOUR_OTHER_AUTHOR, None),
    Pair("another company's earnings", ALMERA, VOLTEC, None),
    Pair("the same company's next quarter", ALMERA, ALMERA_NEXT_QUARTER, None),
    Pair("another central bank", RATE_A, RATE_B, None),
    Pair("tomorrow's weather", WEATHER_MONDAY, WEATHER_TUESDAY, None),
    Pair("another match", MATCH_A, MATCH_B, None),
    Pair("earnings redelivered with a dateline", ALMERA, f"GRAZ, Oct 14 - {ALMERA}", "near"),
    Pair("Chinese, edited", CHINESE, CHINESE_EDITED, "near"),
    Pair("Chinese, another story", CHINESE, CHINESE_OTHER, None),
    Pair("Japanese, edited", JAPANESE, JAPANESE_EDITED, "near"),
    Pair("Thai, spaces moved", THAI, THAI.replace(" ", ""), "near"),
    Pair("Thai, shortened", THAI, THAI[: len(THAI) // 2], "contained"),
    Pair("Arabic, European digits", ARABIC, ARABIC.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")), "exact"),
    Pair("Russian, edited", RUSSIAN, RUSSIAN_EDITED, "near"),
    Pair(
        "flash again",
        "Central bank of Chile cuts rate to 5.0 percent",
        "CENTRAL BANK OF CHILE CUTS RATE TO 5.0 PERCENT",
        "exact",
    ),
    Pair(
        "flash with a label",
        "Central bank of Chile cuts rate to 5.0 percent",
        "BREAKING: Central bank of Chile cuts rate to 5.0 percent",
        "near",
    ),
    Pair(
        "flash, other figure",
        "Central bank of Chile cuts rate to 5.0 percent",
        "Central bank of Chile cuts rate to 4.5 percent",
        None,
    ),
    Pair(
        "flash, other name",
        "Central bank of Chile cuts rate to 5.0 percent",
        "Central bank of Peru cuts rate to 5.0 percent",
        None,
    ),
    Pair(
        "same stub under other headlines",
        "More to follow.",
        "More to follow.",
        None,
        ("Fire in Graz", "Ship sinks off Ness"),
    ),
    Pair("nothing at all", "", "", None),
    Pair("no words", "…", "--", None),
)
