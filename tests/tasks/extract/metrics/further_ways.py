"""More ways in which the news tells of figures, by the rule that reads them; [] where there is none to read.

A figure is its kind, value, aspect, approximator, status, as_of_edtf and technology, ``-`` for blank. The page is of
20 May 2024.
"""

FURTHER_WAYS = [
    # sites and small cells, and stops of other networks
    (
        "室外站建成420个，室内小站再添3100个，都挂着5G设备。",
        ["base_stations 420 total exact actual - 5G", "base_stations 3100 added exact actual - 5G"],
    ),
    ("园区里5G站点达到46个。", ["base_stations 46 total exact actual - 5G"]),
    ("全市公交站点2300个，5G网络随车而行。", []),
    ("沿线新添监测站点38个，5G信号稳定。", []),
    # towns and villages are no stations
    ("全县12个乡镇和96个行政村5G基站共310座。", ["base_stations 310 total exact actual - 5G"]),
    ("今年在所辖9个县新建5G基站186座。", ["base_stations 186 added exact actual 2024 5G"]),
    ("5G基站累计3860个、412个乡镇有了信号。", ["base_stations 3860 total exact actual - 5G"]),
    # what stands between a number and a noun that the next number counts
    ("15个省级特色镇5G基站640个。", ["base_stations 640 total exact actual - 5G"]),
    (
        "5G基站达16.38万个 每万人28个",
        ["base_stations 163800 total exact actual - 5G", "base_station_density 28 total exact actual - 5G"],
    ),
    (
        "以上数字里，5G基站为820座，万人拥有量21.6座。",
        ["base_stations 820 total exact actual - 5G", "base_station_density 21.6 total exact actual - 5G"],
    ),
    # coverage without a number
    ("镇街驻地全部连通5G。", ["coverage 100 total exact actual - 5G"]),
    ("镇区5G信号一个不落。", ["coverage 100 total exact actual - 5G"]),
    ("全县128个行政村均已全面做到5G信号覆盖。", ["coverage 100 total exact actual - 5G"]),
    ("全部嘎查村都用上了4G。", ["coverage 100 total exact actual - 4G"]),
    ("边防线上所有海岛实现5G信号覆盖。", ["coverage 100 total exact actual - 5G"]),
    ("急救车和门诊楼都能用上5G。", []),
    ("5G网络覆盖全市重点区域。", []),
    ("平均覆盖密度居前，5G建设提速。", []),
    # coverage of other places in turn
    (
        "乡镇5G覆盖率双双达到100%，行政村为82%。",
        ["coverage 100 total exact actual - 5G", "coverage 82 total exact actual - 5G"],
    ),
    (
        "行政村4G通达率由去年同期的47%提高到68.5%。",
        ["coverage 47 total exact actual - 4G", "coverage 68.5 total exact actual - 4G"],
    ),
    # machines, meters and sensors on a network
    ("52台门机和集卡接入5G专网。", ["connections 52 total exact actual - 5G"]),
    ("车间里860个测点接入物联网平台。", ["connections 860 total exact actual - iot"]),
    (
        "布设联网测点1.2万个，接入油井1.1万口、各类传感器11.6万只。",
        [
            "connections 12000 total exact actual - -",
            "connections 11000 total exact actual - -",
            "connections 116000 total exact actual - -",
        ],
    ),
    ("1300台绣花机连上了“纺织云”平台。", ["connections 1300 total exact actual - -"]),
    ("传感器年产量3000万只，5G手机热销。", []),
    ("530万市民用上了5G。", ["subscribers 5300000 total exact actual - 5G"]),
    # firms on the cloud
    (
        "全市上云企业累计2380家，下一年打算再推400家。",
        ["enterprises 2380 total exact actual - -", "enterprises 400 total exact target - -"],
    ),
    ("去年新上云的有256家。", ["enterprises 256 total exact actual 2023 -"]),
    ("省级“云上企业”16家。", ["enterprises 16 total exact actual - -"]),
    # a unit left out, another currency, a price
    (
        "截至6月底，通用算力1.2万P，智能算力18.5万。",
        ["compute 12000 total exact actual 2023-06-30 compute", "compute 185000 total exact actual 2023-06-30 compute"],
    ),
    ("全年5G建设投资1.36亿，比上年多。", ["investment 136000000 total exact actual 2023 5G"]),
    ("5G改造花费599元。", []),
    ("外企5G投资总额逾6亿美元。", []),
    ("互联网出口带宽达到1860万兆。", ["data_rate 18600000 total exact actual - -"]),
    # a level after its growth, a change told in other words
    (
        "数字经济核心产业营业收入增长25%，力争270亿元。",
        ["digital_economy 25 growth exact actual - -", "digital_economy 27000000000 total exact target - -"],
    ),
    ("数字经济规模上了一个新台阶，去年突破800亿元。", ["digital_economy 80000000000 total over actual 2023 -"]),
    (
        "5G基站总数达到4.2万个，比去年同期多出两成四。",
        ["base_stations 42000 total exact actual - 5G", "base_stations 24 growth exact actual - 5G"],
    ),
    ("时延由180毫秒缩短至45毫秒。", ["latency 180 total exact actual - -", "latency 45 total exact actual - -"]),
    # whose investment in fixed assets
    ("通信行业完成固定资产投资4.1亿元。", ["investment 410000000 total exact actual - -"]),
    ("全市完成固定资产投资41亿元，5G用户增加。", []),
    (
        "5G网络全年投资3.4亿元，5G仅占0.6亿元。",
        ["investment 340000000 total exact actual 2023 5G", "investment 60000000 total exact actual 2023 5G"],
    ),
    # parts and turns
    (
        "青岛和济南5G基站位列前两名，前者2230座，后者1340座。",
        ["base_stations 2230 total exact actual - 5G", "base_stations 1340 total exact actual - 5G"],
    ),
    (
        "全省5G基站增长快，济南以1935座居首，青岛718座。",
        ["base_stations 1935 total exact actual - 5G", "base_stations 718 total exact actual - 5G"],
    ),
    (
        "在建数据中心项目4个，其中投产1个。",
        ["data_centers 4 total exact actual - -", "data_centers 1 total exact actual - -"],
    ),
    ("5G行业定制网项目3个。", ["private_networks 3 total exact actual - 5G"]),
    (
        "5G-A基站累计1200个，规模列全省第一；新建成二级节点5个以上、累计达到25个以上。",
        ["base_stations 1200 total exact actual - 5G-A"],
    ),
    ("标识解析二级节点有6个。", []),
    # racks by their measure word
    ("装机能力约3500架的数据中心已经封顶。", ["racks 3500 total about actual - -"]),
    ("无人机30架在数据中心上空巡航。", []),
    # flows of a year that is not dated, stocks told with them, goals of a year
    ("今年以来，全市新建5G基站1013个。", ["base_stations 1013 added exact actual 2024 5G"]),
    (
        "前三季度建成5G基站2150座，总量达到1.42万座。",
        [
            "base_stations 2150 added exact actual 2023-01/2023-09 5G",
            "base_stations 14200 total exact actual 2023-09 5G",
        ],
    ),
    ("年内，新建5G基站260个。", ["base_stations 260 added exact target 2024 5G"]),
    (
        "到2025年，5G基站达到12万个，机架规模50万架。",
        ["base_stations 120000 total exact target 2025 5G", "racks 500000 total exact target 2025 -"],
    ),
    ("园区规划占地310亩，数据中心总投资约27亿元。", ["investment 2700000000 total about actual - -"]),
    ("数据中心计划总投资27亿元。", ["investment 2700000000 total exact target - -"]),
    # lines of any sort
    (
        "宽带用户达到12.5万户，其中千兆用户3.1万户。",
        ["subscribers 125000 total exact actual - -", "subscribers 31000 total exact actual - gigabit"],
    ),
    ("500M及以上宽带用户占比71%。", ["penetration 71 share exact actual - fibre"]),
    ("数字化研发设计工具普及率81%，5G应用加快。", []),
    # the words that the far side of the strait uses
    (
        "全市开通5G基地台5120座，机房有伺服器900台。",
        ["base_stations 5120 total exact actual - 5G", "servers 900 total exact actual - -"],
    ),
    # machines on a network, whatever the verb
    ("五十多台无人集卡跑在5G专网上，作业提速。", ["connections 50 total over actual - 5G"]),
    ("1260台设备接上5G专网。", ["connections 1260 total exact actual - 5G"]),
    ("一百零六台（套）采掘装备由此接进同一张网，井下有5G。", ["connections 106 total exact actual - -"]),
    ("全旗发放物联网耳标11.3万枚。", ["connections 113000 total exact actual - iot"]),
    # the next ones, counted like those before
    (
        "5G基站累计3480座。下一批还要再立60座。",
        ["base_stations 3480 total exact actual - 5G", "base_stations 60 total exact target - 5G"],
    ),
    ("5G基站累计3480座。下一批还要再立60根杆。", ["base_stations 3480 total exact actual - 5G"]),
    # all of it, in other words
    ("行政村4G通达率从0升到98%。", ["coverage 98 total exact actual - 4G"]),
    ("全县8个乡镇至此全部有了4G。", ["coverage 100 total exact actual - 4G"]),
    ("乡镇驻地5G全通。", ["coverage 100 total exact actual - 5G"]),
    ("主城区做到5G无死角。", ["coverage 100 total exact actual - 5G"]),
    ("5G覆盖率达到百分百。", ["coverage 100 total exact actual - 5G"]),
    ("八成楼宇做到5G室内覆盖。", ["coverage 80 total exact actual - 5G"]),
    # parts of the digital economy, with their growth and share
    (
        "数字产品制造业增加值达861亿元，比上年增长5.2%，占数字经济核心产业增加值的34.1%。",
        [
            "digital_economy 86100000000 total exact actual - -",
            "digital_economy 5.2 growth exact actual - -",
            "digital_economy 34.1 share exact actual - -",
        ],
    ),
    (
        "数字经济核心产业营业收入突破320亿元、增长38%。",
        ["digital_economy 32000000000 total over actual - -", "digital_economy 38 growth exact actual - -"],
    ),
    # a part of the stock told right before
    (
        "5G基站共18600个，其中八成借用旧站址。",
        ["base_stations 18600 total exact actual - 5G", "base_stations 80 share exact actual - 5G"],
    ),
    (
        "在线算力2.2万P，其中智能算力四成五。",
        ["compute 22000 total exact actual - compute", "compute 45 share exact actual - compute"],
    ),
    ("已建成136张5G虚拟专网并投入使用。", ["private_networks 136 total exact actual - 5G"]),
    ("3家工厂被评为省级5G工厂。", ["factories 3 total exact actual - 5G"]),
    # money for what is built beside it
    (
        "2021年新建5G基站652个，完成投资1.42亿元。",
        ["base_stations 652 added exact actual 2021 5G", "investment 142000000 total exact actual 2021 5G"],
    ),
    (
        "追加投资约6.3亿元，增建900个5G基站。",
        ["investment 630000000 total about actual - 5G", "base_stations 900 added exact actual - 5G"],
    ),
    # built by a date, or in a time
    ("到2025年底，将建设5G基站4万个。", ["base_stations 40000 total exact target 2025-12-31 5G"]),
    ("“十五五”末要建成5G基站两万个。", ["base_stations 20000 total exact target 2030 5G"]),
    ("2022年，全市建设5G基站4000个。", ["base_stations 4000 added exact actual 2022 5G"]),
    ("明年打算建成5G基站3000个。", ["base_stations 3000 total exact target 2025 5G"]),
    ("明年打算新建5G基站3000个。", ["base_stations 3000 added exact target 2025 5G"]),
    ("年内将累计建成5G基站1万座。", ["base_stations 10000 total exact target 2024 5G"]),
    # a rate a second, and what stays below
    ("5G用户平均下行速率保持在每秒210兆比特。", ["data_rate 210 total exact actual - 5G"]),
    ("远控时延压在20毫秒内。", ["latency 20 total at_most actual - -"]),
    # lines between places, plans that are names, wishes with 会
    ("直连光缆由2条增至5条，总带宽达到2Tbps。", ["data_rate 2000000 total exact actual - fibre"]),
    ("机柜今年会增至3000个。", ["racks 3000 total exact target 2024 -"]),
    ("“十五五”规划时期，5G基站达到1.2万个。", ["base_stations 12000 total exact actual - 5G"]),
    ("今年定下机架达到10万架的“双十万”目标。", ["racks 100000 total exact target 2024 -"]),
    # stops, depots and shelves are no stations; goods and lessons are no connections
    ("网络站点达到52个，5G信号连成片。", ["base_stations 52 total exact actual - 5G"]),
    ("全市回收站点320个，5G手机可以预约。", []),
    ("新添加油站点18个，5G信号良好。", []),
    ("公司组织5G培训，400套课程上线。", []),
    ("5G直播带货，500台电视机上线销售。", []),
    ("企业去年销售传感器3000万只，看好5G。", []),
    ("车间里460台数控机器全数上云。", ["connections 460 total exact actual - -"]),
    ("鱼塘里的水质传感器有230个，数据接入平台。", ["connections 230 total exact actual - -"]),
    # what else covers every town
    (
        "5G基站达到1200个，人才招聘覆盖全市所有乡镇。",
        ["base_stations 1200 total exact actual - 5G"],
    ),
    (
        "5G基站达到1200个，实现乡镇全覆盖。",
        ["base_stations 1200 total exact actual - 5G", "coverage 100 total exact actual - 5G"],
    ),
    # a row of a table that has more cells than heads
    ("5G基站（个） 4G基站（个）\n1200 3000 新", []),
    # goals of the year in brackets, parts, money of other things, items of a list
    ("5G用户达百万规模。", ["subscribers 1000000 total exact actual - 5G"]),
    ("全市九成人口用得上5G信号覆盖。", ["coverage 90 total exact actual - 5G"]),
    ("有4家企业建成了5G工厂。", ["factories 4 total exact actual - 5G"]),
    ("全县56家企业上云。", ["enterprises 56 total exact actual - -"]),
    ("100%行政村光纤全覆盖。", ["coverage 100 total exact actual - fibre"]),
    ("前五个月新装5G基站72座。", ["base_stations 72 added exact actual 2024-01/2024-05 5G"]),
    ("警方为5G诈骗案追回资金320万元。", []),
    ("5个项目入选国家5G应用试点。", ["applications 5 total exact actual - 5G"]),
    ("根据协议，三年内将投资5亿元建设5G网络。", ["investment 500000000 total exact target - 5G"]),
    # columns that only say how much of what the line over them names, or when
    (
        "5G基站总数4388个。\n各县完成情况如下：\n地区 上半年新建（个） 累计（个）\n历下区 132 1106",
        [
            "base_stations 4388 total exact actual - 5G",
            "base_stations 132 added exact actual 2024-01/2024-06 5G",
            "base_stations 1106 total exact actual - 5G",
        ],
    ),
    (
        "5G基站与5G用户都在增长。\n各县情况如下：\n地区 累计（个）\n历下区 1106",
        [],
    ),
    (
        "各县5G基站（单位：座）\n地区 新建 联系电话\n历下区 132 3360001",
        ["base_stations 132 added exact actual - 5G"],
    ),
    # a way there and back, moved to the cloud, ranks between noun and number
    ("控制指令往返只要18毫秒。", ["latency 18 total exact actual - -"]),
    ("水产企业不少，已有64家搬到云上。", ["enterprises 64 total exact actual - -"]),
    ("5G用户渗透率在全省率先突破七成。", ["penetration 70 total over actual - 5G"]),
    ("5G信号在全省率先。装车200台。", []),
    # a sentence that has named a rate or a delay goes on measuring it
    (
        "5G下行速率达110Mbps，塔筒里也有45Mbps。",
        ["data_rate 110 total exact actual - 5G", "data_rate 45 total exact actual - 5G"],
    ),
    (
        "5G专网平均时延12毫秒，井口只有8毫秒。",
        ["latency 12 total exact actual - 5G", "latency 8 total exact actual - 5G"],
    ),
    ("5G下行速率达110Mbps，他办的是200M套餐。", ["data_rate 110 total exact actual - 5G"]),
    ("5G下行速率达110Mbps。塔筒里有45Mbps。", ["data_rate 110 total exact actual - 5G"]),
    # a fixed line is on no mobile network
    (
        "5G套餐用户312.4万户；固定宽带用户385.2万户。",
        ["subscribers 3124000 total exact actual - 5G", "subscribers 3852000 total exact actual - -"],
    ),
    ("光缆通到了全部行政村。", ["coverage 100 total exact actual - fibre"]),
    ("眼下上云的紧固件企业有37家。", ["enterprises 37 total exact actual 2024-05-20 -"]),
]
