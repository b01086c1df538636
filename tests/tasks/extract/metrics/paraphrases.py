"""Other turns of the language for the same figures, in our own words; near misses have no rows."""

#: As ``FIGURES`` in ``cases``; the page is of 20 May 2024.
PARAPHRASES: list[tuple[str, list[str]]] = [
    (
        "今年，我市再添5G基站260座，总数达到1680座。",
        ["base_stations 260 added exact actual 2024 5G", "base_stations 1680 total exact actual 2024 5G"],
    ),
    (
        "全区5G基站数比去年底多了420座，达到2100座。",
        ["base_stations 420 added exact actual - 5G", "base_stations 2100 total exact actual - 5G"],
    ),
    ("每一万人拥有的5G基站有21.5个。", ["base_station_density 21.5 total exact actual - 5G"]),
    ("98%的行政村已经通上5G。", ["coverage 98 total exact actual - 5G"]),
    ("行政村通5G比例达到90%。", ["coverage 90 total exact actual - 5G"]),
    ("全乡12个村里有9个连上了光纤，占比75%。", ["coverage 75 total exact actual - fibre"]),
    ("千兆网覆盖家庭八成。", ["coverage 80 total exact actual - gigabit"]),
    ("隧道里的4G信号做到了100%覆盖。", ["coverage 100 total exact actual - 4G"]),
    ("码头、车站等40处场所全部实现5G-A覆盖。", ["coverage 100 total exact actual - 5G-A"]),
    ("社区为每户人家都通上了光纤。", ["coverage 100 total exact actual - fibre"]),
    (
        "村里的光纤通达率和5G通达率都是88%。",
        ["coverage 88 total exact actual - 5G", "coverage 88 total exact actual - fibre"],
    ),
    ("乡镇光网覆盖率早在2017年便达到97%。", ["coverage 97 total exact actual 2017 fibre"]),
    ("又有3.1万户居民用上光宽带。", ["subscribers 31000 total exact actual - fibre"]),
    ("物联网终端用户突破3000万。", ["subscribers 30000000 total over actual - iot"]),
    ("今年我们计划在5G上花8亿元。", ["investment 800000000 total exact target 2024 5G"]),
    ("三年要投30亿元建5G。", ["investment 3000000000 total exact target - 5G"]),
    (
        "明年打算再投6.4亿元，新建5G基站2300个。",
        ["investment 640000000 total exact target 2025 5G", "base_stations 2300 added exact target 2025 5G"],
    ),
    ("双方签下5G-A室分工程的合同，合同总价730万元。", ["investment 7300000 total exact actual - 5G-A"]),
    (
        "全年算力投资约42亿元，比2021年的30亿元高。",
        [
            "investment 4200000000 total about actual 2023 compute",
            "investment 3000000000 total exact actual 2021 compute",
        ],
    ),
    (
        "总投资20亿元的智算中心昨天封顶，建成后能放8000个机架，算力达到3000P。",
        [
            "investment 2000000000 total exact actual - -",
            "racks 8000 total exact target - -",
            "compute 3000 total exact target - compute",
        ],
    ),
    (
        "数据中心设计机柜数6000个，已上架2800个。",
        ["racks 6000 total exact target - -", "racks 2800 total exact actual - -"],
    ),
    ("二期算力300P明年建成。", ["compute 300 total exact target - compute"]),
    ("6家企业获评省级5G工厂。", ["factories 6 total exact actual - 5G"]),
    (
        "入选全省5G工厂名单的企业40家，其中济南14家、青岛9家。",
        [
            "factories 40 total exact actual - 5G",
            "factories 14 total exact actual - 5G",
            "factories 9 total exact actual - 5G",
        ],
    ),
    ("5G+智慧工地、智慧港口等应用落地350多项。", ["applications 350 total over actual - 5G"]),
    ("建成5G智慧矿山12座。", ["applications 12 total exact actual - 5G"]),
    ("远程会诊等5G应用今年又添了三个。", ["applications 3 added exact actual 2024 5G"]),
    ("“上云用云”的企业总数超过8600家。", ["enterprises 8600 total over actual - -"]),
    ("扶持数字企业近六十户。", ["enterprises 60 total nearly actual - -"]),
    ("全区联网电表、门磁、路灯4.4万余个。", ["connections 44000 total over actual - -"]),
    (
        "港口搭起5G专网2张，600台设备联网。",
        ["private_networks 2 total exact actual - 5G", "connections 600 total exact actual - 5G"],
    ),
    (
        "物联板块：大棚测温等终端连接75万个，一季度净增6万个。",
        ["connections 750000 total exact actual - iot", "connections 60000 added exact actual 2024-01/2024-03 iot"],
    ),
    (
        "两月来新建5G基站90个，其中济南40个、青岛30个，其余各市合计20个。",
        [
            "base_stations 90 added exact actual - 5G",
            "base_stations 40 added exact actual - 5G",
            "base_stations 30 added exact actual - 5G",
            "base_stations 20 added exact actual - 5G",
        ],
    ),
    (
        "眼下在网5G基站2500多座，其中大学城和高铁站一带占了120座。",
        ["base_stations 2500 total over actual 2024-05-20 5G", "base_stations 120 total exact actual 2024-05-20 5G"],
    ),
    (
        "5G基站5.5万个，东部地区占52%。",
        ["base_stations 55000 total exact actual - 5G", "base_stations 52 share exact actual - 5G"],
    ),
    (
        "5G用户64万户，约占手机用户的六成。",
        ["subscribers 640000 total exact actual - 5G", "penetration 60 share about actual - 5G"],
    ),
    (
        "宽带用户90万户，其中千兆用户27万户，占30%。",
        [
            "subscribers 900000 total exact actual - -",
            "subscribers 270000 total exact actual - gigabit",
            "penetration 30 share exact actual - gigabit",
        ],
    ),
    (
        "千兆宽带用户45万户，渗透率提高到19%。",
        ["subscribers 450000 total exact actual - gigabit", "penetration 19 total exact actual - gigabit"],
    ),
    (
        "三处机架分别有9200、1.3万、4400架。",
        [
            "racks 9200 total exact actual - -",
            "racks 13000 total exact actual - -",
            "racks 4400 total exact actual - -",
        ],
    ),
    (
        "其中，电信180个、移动320个、联通150个5G基站已投用。",
        [
            "base_stations 180 total exact actual - 5G",
            "base_stations 320 total exact actual - 5G",
            "base_stations 150 total exact actual - 5G",
        ],
    ),
    ("1.2万个5G基站覆盖城乡。", ["base_stations 12000 total exact actual - 5G"]),
    ("5G基站实现从0到1.2万座的跨越。", ["base_stations 12000 total exact actual - 5G"]),
    (
        "2021年到2023年，5G基站分别为1200个、2300个和3400个。",
        [
            "base_stations 1200 total exact actual 2021 5G",
            "base_stations 2300 total exact actual 2022 5G",
            "base_stations 3400 total exact actual 2023 5G",
        ],
    ),
    ("工程师测得，5G-A下载峰值可达4.2Gbps。", ["data_rate 4200 total exact actual - 5G-A"]),
    ("运营商表示，保证5G上行带宽不低于180兆。", ["data_rate 180 total at_least target - 5G"]),
    ("今后机房的PUE不得超过1.35。", ["pue 1.35 total at_most target - -"]),
    ("园区打算再建6个工业互联网平台。", ["platforms 6 added exact target - -"]),
    (
        "规划要求5G用户普及率不低于35%，实际达到51%。",
        ["penetration 35 total at_least target - 5G", "penetration 51 total exact actual - 5G"],
    ),
    ("今年先建5G基站75个。", ["base_stations 75 added exact actual 2024 5G"]),
    ("前年，全县建成5G基站66个。", ["base_stations 66 added exact actual 2022 5G"]),
    ("上月新认定5G工厂4家。", ["factories 4 added exact actual 2024-04 5G"]),
    ("农村宽带平均速率已达50M。", ["data_rate 50 total exact actual - -"]),
    ("平均每个乡镇有5G基站15个。", []),
    ("晚间直播45分，老街用上5G。", []),
    ("运营商在150个城市开通5G。", []),
    ("5G专网投用，夜班岗少了12个。", []),
    ("【诸城】5G基站750个，纺织机械3.3万台。", ["base_stations 750 total exact actual - 5G"]),
    ("体育场装了室分系统14套，5G信号很好。", []),
    ("每20个手机用户中，有11个5G用户。", []),
    ("平均每平方公里5G基站3个。", []),
    ("千兆入户，万兆进园。", []),
    ("门店卖出手机800部，5G手机占七成。", []),
    ("建5G不易，一座站光电费一年就要花三万元。", []),
    ("30多家高校发起“5G智慧医院联合体”。", []),
]
