"""Sentences of our own and the figures that a careful reader takes from them."""

#: Each row: kind, value, aspect, approximator, status, date, network; the page is of 20 May 2024.
FIGURES: list[tuple[str, list[str]]] = [
    (
        "截至2023年底，全省累计建成5G基站14.6万个，每万人拥有5G基站数24.6个。",
        [
            "base_stations 146000 total exact actual 2023-12-31 5G",
            "base_station_density 24.6 total exact actual 2023-12-31 5G",
        ],
    ),
    (
        "5G用户达到3825.6万户，占移动电话用户总数的51.3%。",
        ["subscribers 38256000 total exact actual - 5G", "penetration 51.3 share exact actual - 5G"],
    ),
    (
        "5G移动电话用户普及率达到68%，5G网络接入流量占比达到40%。",
        ["penetration 68 total exact actual - 5G"],
    ),
    (
        "全省5G基站总数达10.2万个，实现所有乡镇5G网络全覆盖，行政村5G通达率达到93.5%。",
        [
            "base_stations 102000 total exact actual - 5G",
            "coverage 100 total exact actual - 5G",
            "coverage 93.5 total exact actual - 5G",
        ],
    ),
    (
        "千兆宽带用户突破1000万户，占比达25.6%。",
        ["subscribers 10000000 total over actual - gigabit", "penetration 25.6 share exact actual - gigabit"],
    ),
    (
        "10G-PON及以上端口数达到85.2万个，千兆光网具备覆盖2500万户家庭的能力。",
        ["fibre_ports 852000 total exact actual - gigabit"],
    ),
    (
        "物联网终端用户1.2亿户，同比增长15%。",
        ["subscribers 120000000 total exact actual - iot", "subscribers 15 growth exact actual - iot"],
    ),
    (
        "建成5G基站1.2万个，其中2023年新建3200个。",
        ["base_stations 12000 total exact actual - 5G", "base_stations 3200 added exact actual 2023 5G"],
    ),
    (
        "今年计划新建5G基站2万个以上。",
        ["base_stations 20000 added at_least target 2024 5G"],
    ),
    (
        "力争到2025年底，5G基站数量突破20万个，每万人拥有5G基站数达到26个。",
        [
            "base_stations 200000 total over target 2025-12-31 5G",
            "base_station_density 26 total exact target 2025-12-31 5G",
        ],
    ),
    (
        "数据中心标准机架达到50万架，平均PUE降至1.3，算力总规模达到20EFLOPS，智能算力占比30%。",
        [
            "racks 500000 total exact actual - -",
            "pue 1.3 total exact actual - -",
            "compute 20000 total exact actual - compute",
            "compute 30 share exact actual - compute",
        ],
    ),
    (
        "总投资50亿元的云计算数据中心项目开工，规划建设机柜2万个，可部署服务器20万台。",
        [
            "investment 5000000000 total exact actual - -",
            "racks 20000 total exact target - -",
            "servers 200000 total exact target - -",
        ],
    ),
    (
        "三年内投资不低于100亿元用于5G网络建设。",
        ["investment 10000000000 total at_least target - 5G"],
    ),
    (
        "全年完成5G投资45亿元，同比增长20%。",
        ["investment 4500000000 total exact actual 2023 5G", "investment 20 growth exact actual 2023 5G"],
    ),
    (
        "5G基站数同比增长35.2%。",
        ["base_stations 35.2 growth exact actual - 5G"],
    ),
    (
        "数字经济核心产业增加值占GDP比重达到10%。",
        ["digital_economy 10 share exact actual - -"],
    ),
    (
        "数字经济总量突破3万亿元，占GDP比重超过40%。",
        ["digital_economy 3000000000000 total over actual - -", "digital_economy 40 share over actual - -"],
    ),
    (
        "上云企业突破10万家。",
        ["enterprises 100000 total over actual - -"],
    ),
    (
        "全省累计推动3万家企业上云，培育工业互联网平台50个，工业设备连接数超过1000万台套。",
        [
            "enterprises 30000 total exact actual - -",
            "platforms 50 total exact actual - -",
            "connections 10000000 total over actual - -",
        ],
    ),
    (
        "全市打造5G应用场景200个，5G应用项目数累计超过3000个。",
        ["applications 200 total exact actual - 5G", "applications 3000 total over actual - 5G"],
    ),
    (
        "5G物联网终端连接数达到120万。",
        ["connections 1200000 total exact actual - iot"],
    ),
    (
        "5G登网用户达300万，5G套餐用户突破500万户。",
        ["subscribers 3000000 total exact actual - 5G", "subscribers 5000000 total over actual - 5G"],
    ),
    (
        "全市城区及乡镇镇区5G网络覆盖率达100%，行政村覆盖率提升至95%。",
        ["coverage 100 total exact actual - 5G", "coverage 95 total exact actual - 5G"],
    ),
    (
        "5G信号已覆盖全市98%的人口，人口覆盖率居全省前列。",
        ["coverage 98 total exact actual - 5G"],
    ),
    (
        "500Mbps及以上宽带用户占比达到70%。",
        ["penetration 70 share exact actual - fibre"],
    ),
    (
        "城域网出口带宽达到20T，互联网省际出口带宽30Tbps。",
        ["data_rate 20000000 total exact actual - -", "data_rate 30000000 total exact actual - -"],
    ),
    (
        "预计到年底，将累计建成5G基站1万个。",
        ["base_stations 10000 total exact target 2024-12-31 5G"],
    ),
    (
        "5G基站从2020年的1.5万个增长到2023年的5.2万个。",
        ["base_stations 15000 total exact actual 2020 5G", "base_stations 52000 total exact actual 2023 5G"],
    ),
    (
        "5G基站数量由3000个增至1万个，增长2.3倍。",
        [
            "base_stations 3000 total exact actual - 5G",
            "base_stations 10000 total exact actual - 5G",
            "base_stations 230 growth exact actual - 5G",
        ],
    ),
    (
        "该市5G基站数居全省第二，达4.3万个。",
        ["base_stations 43000 total exact actual - 5G"],
    ),
    (
        "5G网络投资累计超过1200亿元。",
        ["investment 120000000000 total over actual - 5G"],
    ),
    (
        "全省建有4G基站10.5万个，5G基站3.2万个。",
        ["base_stations 105000 total exact actual - 4G", "base_stations 32000 total exact actual - 5G"],
    ),
    (
        "移动、联通、电信分别建成5G基站1000个、800个、700个。",
        [
            "base_stations 1000 total exact actual - 5G",
            "base_stations 800 total exact actual - 5G",
            "base_stations 700 total exact actual - 5G",
        ],
    ),
    (
        "项目一期总投资12亿元，建设数据中心2栋，建成后可提供3000P智能算力。",
        ["investment 1200000000 total exact actual - -", "compute 3000 total exact target - compute"],
    ),
    (
        "智算中心一期算力规模300P，二期建成后算力达到5E。",
        ["compute 300 total exact actual - compute", "compute 5000 total exact target - compute"],
    ),
    (
        "去年新增5G用户200万户，总数达860万户。",
        ["subscribers 2000000 added exact actual 2023 5G", "subscribers 8600000 total exact actual 2023 5G"],
    ),
    (
        "5G基站密度达到每万人19个。",
        ["base_station_density 19 total exact actual - 5G"],
    ),
    (
        "5G基站已建成4538个，完成年度任务的103%。",
        ["base_stations 4538 total exact actual - 5G"],
    ),
    (
        "5G基站累计开通2.3万个。",
        ["base_stations 23000 total exact actual - 5G"],
    ),
    (
        "每万人拥有26个5G基站。",
        ["base_station_density 26 total exact actual - 5G"],
    ),
    (
        "建成开通1200个5G基站、3个数据中心、15个5G专网。",
        [
            "base_stations 1200 total exact actual - 5G",
            "data_centers 3 total exact actual - -",
            "private_networks 15 total exact actual - 5G",
        ],
    ),
    (
        "已有17家企业入选国家5G工厂名录。",
        ["factories 17 total exact actual - 5G"],
    ),
    (
        "全市5G基站数突破8万，平均每万人就有5G基站23.5个，行政村5G网络通达率100%。",
        [
            "base_stations 80000 total over actual - 5G",
            "base_station_density 23.5 total exact actual - 5G",
            "coverage 100 total exact actual - 5G",
        ],
    ),
    (
        "5G用户规模达到1200万，渗透率已超过六成。",
        ["subscribers 12000000 total exact actual - 5G", "penetration 60 total over actual - 5G"],
    ),
    (
        "5G手机用户占比超过六成，户均签约带宽达到420.5Mbps。",
        ["penetration 60 share over actual - 5G", "data_rate 420.5 total exact actual - -"],
    ),
    (
        "蜂窝物联网终端用户23.32亿户，占移动网终端连接数的比重达57.5%。",
        ["subscribers 2332000000 total exact actual - iot", "subscribers 57.5 share exact actual - iot"],
    ),
    (
        "移动电话基站总数达1162万个，其中4G基站629.5万个，5G基站337.7万个，占移动基站总数的29.1%。",
        [
            "base_stations 11620000 total exact actual - -",
            "base_stations 6295000 total exact actual - 4G",
            "base_stations 3377000 total exact actual - 5G",
            "base_stations 29.1 share exact actual - 5G",
        ],
    ),
    (
        "互联网宽带接入端口数量达11.36亿个，比上年末净增6486万个。其中，光纤接入端口达到10.94亿个，占比由95.7%提升至96.3%。",
        [
            "fibre_ports 1136000000 total exact actual - fibre",
            "fibre_ports 64860000 added exact actual - fibre",
            "fibre_ports 1094000000 total exact actual - fibre",
            "fibre_ports 95.7 share exact actual - fibre",
            "fibre_ports 96.3 share exact actual - fibre",
        ],
    ),
    (
        "具备千兆网络服务能力的10G PON端口数达2302万个，比上年末净增779.2万个。",
        ["fibre_ports 23020000 total exact actual - gigabit", "fibre_ports 7792000 added exact actual - gigabit"],
    ),
    (
        "算力总规模达到每秒5300亿亿次浮点运算，居全国第三。",
        ["compute 53000 total exact actual - compute"],
    ),
    (
        "全省智算规模达到18EFLOPS，占总算力的40%。",
        ["compute 18000 total exact actual - compute", "compute 40 share exact actual - compute"],
    ),
    (
        "- 5G基站：1.2万个",
        ["base_stations 12000 total exact actual - 5G"],
    ),
    (
        "- 5G用户：350万户",
        ["subscribers 3500000 total exact actual - 5G"],
    ),
    (
        "3.5万个5G基站撑起了全省最大的移动网络。",
        ["base_stations 35000 total exact actual - 5G"],
    ),
    (
        "5G网络已覆盖全部乡镇，行政村覆盖率达到99.5%。",
        ["coverage 100 total exact actual - 5G", "coverage 99.5 total exact actual - 5G"],
    ),
    (
        "5G人口覆盖率达到98.5%，城区重点区域5G信号全覆盖。",
        ["coverage 98.5 total exact actual - 5G", "coverage 100 total exact actual - 5G"],
    ),
    (
        "全市已通5G的行政村占比达到92%。",
        ["coverage 92 total exact actual - 5G"],
    ),
    (
        "全市92%的行政村通了5G。",
        ["coverage 92 total exact actual - 5G"],
    ),
    (
        "5G登上了井下，时延从50毫秒降到了15毫秒，上行速率超过700Mbps。",
        [
            "latency 50 total exact actual - 5G",
            "latency 15 total exact actual - 5G",
            "data_rate 700 total over actual - 5G",
        ],
    ),
    (
        "去年，三家运营商在全市的5G投资达到6.2亿元，新开5G基站2310个，5G基站总量冲上9800个。",
        [
            "investment 620000000 total exact actual 2023 5G",
            "base_stations 2310 added exact actual 2023 5G",
            "base_stations 9800 total exact actual 2023 5G",
        ],
    ),
    (
        "今年的目标是再建5G基站3000个，年底总量突破1.3万个。",
        ["base_stations 3000 added exact target 2024 5G", "base_stations 13000 total over target 2024-12-31 5G"],
    ),
    (
        "到明年年底，全县5G基站要达到1500个，每个乡镇不少于5个。",
        ["base_stations 1500 total exact target 2025-12-31 5G"],
    ),
    (
        "5G基站从年初的5000个增加到目前的7500个。",
        ["base_stations 5000 total exact actual 2024-01 5G", "base_stations 7500 total exact actual 2024-05-20 5G"],
    ),
    (
        "2021年至2023年，全市计划投资30亿元，建设5G基站1.2万个。",
        [
            "investment 3000000000 total exact target 2021/2023 5G",
            "base_stations 12000 added exact target 2021/2023 5G",
        ],
    ),
    (
        "全省5G终端连接数突破5000万，居全国前列。",
        ["connections 50000000 total over actual - 5G"],
    ),
    (
        "物联网连接数2.6亿，“物超人”比例达到1.8。",
        ["connections 260000000 total exact actual - iot"],
    ),
    (
        "累计打造省级5G示范项目36个，5G全连接工厂12家，工业互联网标识解析二级节点8个。",
        ["applications 36 total exact actual - 5G", "factories 12 total exact actual - 5G"],
    ),
    (
        "全市建成5G智慧工厂15座，5G+工业互联网项目120个。",
        ["factories 15 total exact actual - 5G", "applications 120 total exact actual - 5G"],
    ),
    (
        "上云企业累计超过2.5万家，其中工业企业8000家。",
        ["enterprises 25000 total over actual - -"],
    ),
    (
        "我市数字经济规模1.2万亿元，同比增长12%，占GDP比重46.5%。",
        [
            "digital_economy 1200000000000 total exact actual - -",
            "digital_economy 12 growth exact actual - -",
            "digital_economy 46.5 share exact actual - -",
        ],
    ),
    (
        "数字经济核心产业增加值达到850亿元，占地区生产总值的比重由7.1%提高到8.3%。",
        [
            "digital_economy 85000000000 total exact actual - -",
            "digital_economy 7.1 share exact actual - -",
            "digital_economy 8.3 share exact actual - -",
        ],
    ),
    (
        "园区集聚大数据企业300多家，大数据产业产值突破百亿元。",
        ["enterprises 300 total over actual - -", "digital_economy 10000000000 total over actual - -"],
    ),
    (
        "数据中心总装机能力达到5万个标准机架，算力规模超过1500P。",
        ["racks 50000 total exact actual - -", "compute 1500 total over actual - compute"],
    ),
    (
        "中心可容纳10万台服务器。",
        ["servers 100000 total exact target - -"],
    ),
    (
        "该智算中心算力达到1000PFLOPS（FP16），二期将扩容到3000PFLOPS。",
        ["compute 1000 total exact actual - compute", "compute 3000 total exact target - compute"],
    ),
    (
        "出口带宽由8T扩容到12T，平均时延降低30%。",
        ["data_rate 8000000 total exact actual - -", "data_rate 12000000 total exact actual - -"],
    ),
    (
        "固定宽带平均下载速率达到87.6Mbps，移动宽带下载速率达到125.4Mbps。",
        ["data_rate 87.6 total exact actual - fibre", "data_rate 125.4 total exact actual - -"],
    ),
    (
        "5G网络下载速度是4G的10倍以上。",
        [],
    ),
    (
        "签约项目总投资320亿元，参会嘉宾300余人。",
        [],
    ),
    (
        "5G智能工厂产能提升25%，成本下降12%。",
        [],
    ),
    (
        "公司将在三年内投资50亿元，新建5G基站6000座、扩容数据中心3个，提供机柜5000个。",
        [
            "investment 5000000000 total exact target - -",
            "base_stations 6000 added exact target - 5G",
            "data_centers 3 total exact target - -",
            "racks 5000 total exact target - -",
        ],
    ),
    (
        "东、中、西部5G基站分别达到79.1、33.5和38.6万个。",
        [
            "base_stations 791000 total exact actual - 5G",
            "base_stations 335000 total exact actual - 5G",
            "base_stations 386000 total exact actual - 5G",
        ],
    ),
    (
        "移动、联通、电信三家分别建成1200个、900个和850个5G基站。",
        [
            "base_stations 1200 total exact actual - 5G",
            "base_stations 900 total exact actual - 5G",
            "base_stations 850 total exact actual - 5G",
        ],
    ),
    (
        "三家运营商中，移动建成5G基站1200个，电信和联通共建共享2100个。",
        ["base_stations 1200 total exact actual - 5G", "base_stations 2100 total exact actual - 5G"],
    ),
    (
        "5G基站（万个）：5.2",
        ["base_stations 52000 total exact actual - 5G"],
    ),
    (
        "4G、5G用户分别达到3200万户和1800万户。",
        ["subscribers 32000000 total exact actual - 4G", "subscribers 18000000 total exact actual - 5G"],
    ),
    (
        "5G和千兆光网用户均突破100万户。",
        ["subscribers 1000000 total over actual - 5G", "subscribers 1000000 total over actual - gigabit"],
    ),
    (
        "5G基站和5G用户分别达到1.2万个和160万户。",
        ["base_stations 12000 total exact actual - 5G", "subscribers 1600000 total exact actual - 5G"],
    ),
    (
        "全省5G基站、5G用户、物联网终端分别达到12万个、3000万户和1.5亿个。",
        ["base_stations 120000 total exact actual - 5G", "connections 150000000 total exact actual - iot"],
    ),
    (
        "县县通5G、村村通宽带的目标提前实现。",
        ["coverage 100 total exact actual - 5G", "coverage 100 total exact actual - -"],
    ),
    (
        "5G网络实现了从市区到乡镇的全覆盖。",
        ["coverage 100 total exact actual - 5G"],
    ),
    (
        "5G信号已经延伸到每一个行政村。",
        ["coverage 100 total exact actual - 5G"],
    ),
    (
        "所有乡镇均已开通5G，行政村通5G比例达到85%。",
        ["coverage 100 total exact actual - 5G", "coverage 85 total exact actual - 5G"],
    ),
    (
        "乡镇镇区5G网络覆盖率由去年底的80%提高到100%。",
        ["coverage 80 total exact actual 2023-12-31 5G", "coverage 100 total exact actual - 5G"],
    ),
    (
        "5G用户净增120万户，累计达到860万户，普及率提升6.5个百分点至55.2%。",
        [
            "subscribers 1200000 added exact actual - 5G",
            "subscribers 8600000 total exact actual - 5G",
            "penetration 6.5 growth exact actual - 5G",
            "penetration 55.2 total exact actual - 5G",
        ],
    ),
    (
        "5G移动电话用户占比53.4%，较上年末提高9.6个百分点。",
        ["penetration 53.4 share exact actual - 5G", "penetration 9.6 growth exact actual - 5G"],
    ),
    (
        "千兆及以上速率用户占比达到28%。",
        ["penetration 28 share exact actual - gigabit"],
    ),
    (
        "全市10G-PON端口达到28.5万个，实现城市家庭千兆光网全覆盖。",
        ["fibre_ports 285000 total exact actual - gigabit", "coverage 100 total exact actual - gigabit"],
    ),
    (
        "5G行业虚拟专网突破3万个，同比增长56%。",
        ["private_networks 30000 total over actual - 5G", "private_networks 56 growth exact actual - 5G"],
    ),
    (
        "“5G+工业互联网”在建项目超过1万个。",
        ["applications 10000 total over actual - 5G"],
    ),
    (
        "“5G+工业互联网”全国建设项目超过1.5万个，覆盖41个工业大类。",
        ["applications 15000 total over actual - 5G"],
    ),
    (
        "跨行业跨领域平台28家。",
        ["platforms 28 total exact actual - -"],
    ),
    (
        "全市拥有国家级跨行业跨领域工业互联网平台3个、省级平台26个。",
        ["platforms 3 total exact actual - -", "platforms 26 total exact actual - -"],
    ),
    (
        "我国算力总规模达到246EFLOPS，智能算力占比超过30%。",
        ["compute 246000 total exact actual - compute", "compute 30 share over actual - compute"],
    ),
    (
        "在用数据中心机架总规模超过830万标准机架，算力总规模达246EFLOPS。",
        ["racks 8300000 total over actual - -", "compute 246000 total exact actual - compute"],
    ),
    (
        "中心一期建成机架3000个，上架率达到85%，服务器装机3.5万台。",
        ["racks 3000 total exact actual - -", "servers 35000 total exact actual - -"],
    ),
    (
        "项目总投资约25亿元，其中一期投资10亿元，建设5000个标准机柜。",
        [
            "investment 2500000000 total about actual - -",
            "investment 1000000000 total exact actual - -",
            "racks 5000 total exact actual - -",
        ],
    ),
    (
        "按照协议，中国电信未来五年将在该市投入50亿元。",
        ["investment 5000000000 total exact target - -"],
    ),
    (
        "中国移动将在五年内投入不少于100亿元，建设5G基站1万个，打造10个5G示范应用。",
        [
            "investment 10000000000 total at_least target - 5G",
            "base_stations 10000 added exact target - 5G",
            "applications 10 total exact target - 5G",
        ],
    ),
    (
        "双方还将共同打造20个以上5G应用标杆。",
        ["applications 20 total at_least target - 5G"],
    ),
    (
        "力争3年内建成5G基站8000座、培育5G应用企业100家。",
        ["base_stations 8000 total exact target - 5G"],
    ),
    (
        "单站下载速率实测达到1.5Gbps，是4G的10倍。",
        ["data_rate 1500 total exact actual - 5G"],
    ),
    (
        "时延小于20ms，可靠性达99.999%。",
        ["latency 20 total at_most actual - -"],
    ),
    (
        "端到端时延稳定在10毫秒左右，上行带宽达到1Gbps。",
        ["latency 10 total about actual - -", "data_rate 1000 total exact actual - -"],
    ),
    (
        "数字经济规模突破万亿元，占GDP的比重接近四成。",
        ["digital_economy 1000000000000 total over actual - -", "digital_economy 40 share nearly actual - -"],
    ),
    (
        "电子信息制造业营收增长11%，软件业务收入增长13.4%。",
        [],
    ),
    (
        "数字经济核心产业增加值增速达到12.5%，高于GDP增速6个百分点。",
        ["digital_economy 12.5 growth exact actual - -"],
    ),
    (
        "规上数字经济核心产业企业达到1.5万家。",
        ["enterprises 15000 total exact actual - -"],
    ),
    (
        "全县累计建成5G基站320座，每万人拥有5G基站12座。",
        ["base_stations 320 total exact actual - 5G", "base_station_density 12 total exact actual - 5G"],
    ),
    (
        "2023年新增5G基站3200个，总数达1.5万个；2024年计划再建4000个。",
        [
            "base_stations 3200 added exact actual 2023 5G",
            "base_stations 15000 total exact actual 2023 5G",
            "base_stations 4000 added exact target 2024 5G",
        ],
    ),
    (
        "5G基站数量翻了一番，达到2.4万个。",
        ["base_stations 100 growth exact actual - 5G", "base_stations 24000 total exact actual - 5G"],
    ),
    (
        "较2020年底的6000个，5G基站数增长了2倍。",
        ["base_stations 200 growth exact actual - 5G"],
    ),
    (
        "已实现5G网络县级以上城区室外连续覆盖、重点乡镇镇区基本覆盖。",
        ["coverage - total exact actual - 5G", "coverage - total exact actual - 5G"],
    ),
    (
        "算力底座上，全省已建成投用大型以上数据中心16个，智算中心3个。",
        ["data_centers 16 total exact actual - -", "data_centers 3 total exact actual - -"],
    ),
    (
        "在5G网络建设方面，全省新建5G基站2.1万个，累计8.4万个。",
        ["base_stations 21000 added exact actual - 5G", "base_stations 84000 total exact actual - 5G"],
    ),
    (
        "累计建成5G基站超8万个，5G用户超2500万，占比超过五成。",
        [
            "base_stations 80000 total over actual - 5G",
            "subscribers 25000000 total over actual - 5G",
            "penetration 50 share over actual - 5G",
        ],
    ),
    (
        "全省互联网出省带宽达到45Tbps，国际出口带宽320Gbps。",
        ["data_rate 45000000 total exact actual - -", "data_rate 320000 total exact actual - -"],
    ),
    (
        "全省网民规模突破3000万。",
        [],
    ),
    (
        "全市光纤入户端口达到420万个，光纤宽带用户占比达到96%。",
        ["fibre_ports 4200000 total exact actual - fibre", "penetration 96 share exact actual - fibre"],
    ),
    (
        "20户以上自然村4G网络覆盖率98%。",
        ["coverage 98 total exact actual - 4G"],
    ),
    (
        "全市5G基站达到每万人12.6个。",
        ["base_station_density 12.6 total exact actual - 5G"],
    ),
    (
        "云计算、大数据业务收入同比分别增长20%和25%。",
        ["digital_economy 20 growth exact actual - -", "digital_economy 25 growth exact actual - -"],
    ),
    (
        "物联网业务收入增长22%。",
        ["digital_economy 22 growth exact actual - -"],
    ),
    (
        "电信业务总量同比增长16%。",
        [],
    ),
    (
        "5G行业应用覆盖60个国民经济大类。",
        [],
    ),
    (
        "全市已有56家企业建成5G专网。",
        [],
    ),
    (
        "我市入库省级工业互联网平台12个，其中国家级特色专业型平台2个。",
        ["platforms 12 total exact actual - -"],
    ),
    (
        "上云企业达12万户。",
        ["enterprises 120000 total exact actual - -"],
    ),
    (
        "推动规上工业企业数字化改造2000家。",
        ["enterprises 2000 total exact target - -"],
    ),
    (
        "数字经济企业从5000家增长到1.2万家。",
        ["enterprises 5000 total exact actual - -", "enterprises 12000 total exact actual - -"],
    ),
    (
        "推动15万家中小企业上云上平台。",
        ["enterprises 150000 total exact target - -"],
    ),
    (
        "智算中心投运后，每秒可完成30亿亿次浮点运算。",
        ["compute 300 total exact target - compute"],
    ),
    (
        "算力集群规模将由500P提升到2000P。",
        ["compute 500 total exact actual - compute", "compute 2000 total exact target - compute"],
    ),
    (
        "可提供不低于400PFLOPS的人工智能算力。",
        ["compute 400 total at_least target - compute"],
    ),
    (
        "新增智能算力3000P，总规模达8000P。",
        ["compute 3000 added exact actual - compute", "compute 8000 total exact actual - compute"],
    ),
    (
        "智能算力规模在全省占比达六成。",
        [],
    ),
    (
        "数据中心集群规划总投资400亿元，标准机架规模达到50万架，算力规模超过10EFLOPS。",
        [
            "investment 40000000000 total exact target - -",
            "racks 500000 total exact target - -",
            "compute 10000 total over target - compute",
        ],
    ),
    (
        "已建成标准机架12.6万架，服务器上架40万台。",
        ["racks 126000 total exact actual - -", "servers 400000 total exact actual - -"],
    ),
    (
        "PUE值1.2左右。",
        ["pue 1.2 total about actual - -"],
    ),
    (
        "整个园区的PUE可以做到1.1。",
        ["pue 1.1 total exact actual - -"],
    ),
    (
        "全省建成5G基站八万六千个，平均每万人二十一点四个。",
        ["base_stations 86000 total exact actual - 5G", "base_station_density 21.4 total exact actual - 5G"],
    ),
    (
        "5G基站一点二万个，用户近四百万户。",
        ["base_stations 12000 total exact actual - 5G", "subscribers 4000000 total nearly actual - 5G"],
    ),
    (
        "行政村5G通达率百分之九十八，5G用户占比六成五。",
        ["coverage 98 total exact actual - 5G", "penetration 65 share exact actual - 5G"],
    ),
    (
        "全省5G基站的“家底”是2.2万座。",
        ["base_stations 22000 total exact actual - 5G"],
    ),
    (
        "开通的5G基站，如今有2.2万座。",
        ["base_stations 22000 total exact actual 2024-05-20 5G"],
    ),
    (
        "已有2.2万座5G基站立在全省各地。",
        ["base_stations 22000 total exact actual - 5G"],
    ),
    (
        "5G基站方面，今年新增了3500座。",
        ["base_stations 3500 added exact actual 2024 5G"],
    ),
    (
        "去年一年，5G基站多了3200座，用户多了110万户。",
        ["base_stations 3200 added exact actual 2023 5G", "subscribers 1100000 added exact actual 2023 5G"],
    ),
    (
        "全市每万人享有的5G基站为25座。",
        ["base_station_density 25 total exact actual - 5G"],
    ),
    (
        "全市每一万人就拥有25座5G基站。",
        ["base_station_density 25 total exact actual - 5G"],
    ),
    (
        "目前运行的5G专网有85张，其中独立专网12张。",
        [
            "private_networks 85 total exact actual 2024-05-20 5G",
            "private_networks 12 total exact actual 2024-05-20 5G",
        ],
    ),
    (
        "算力从去年的2000P跃升到现在的6500P。",
        ["compute 2000 total exact actual 2023 compute", "compute 6500 total exact actual 2024-05-20 compute"],
    ),
    (
        "机柜规模1.2万个，总算力3000P。",
        ["racks 12000 total exact actual - -", "compute 3000 total exact actual - compute"],
    ),
    (
        "中国铁塔三年来在全市累计完成建设投资3.8亿元。",
        ["investment 380000000 total exact actual - -"],
    ),
    (
        "双方约定三年投入20亿元，用在5G网络、数据中心和云平台上。",
        ["investment 2000000000 total exact target - -"],
    ),
    (
        "数字经济总量3.2万亿元，占比首次过半。",
        ["digital_economy 3200000000000 total exact actual - -", "digital_economy 50 share over actual - -"],
    ),
    (
        "数字经济增加值占GDP比重达到42.5%，提高了1.8个百分点。",
        ["digital_economy 42.5 share exact actual - -", "digital_economy 1.8 growth exact actual - -"],
    ),
    (
        "大数据产业规模突破2000亿元，年均增速超过25%。",
        ["digital_economy 200000000000 total over actual - -", "digital_economy 25 growth over actual - -"],
    ),
    (
        "数字产业集群规模达到5000亿元。",
        ["digital_economy 500000000000 total exact actual - -"],
    ),
    (
        "数字经济核心产业营收1.2万亿元。",
        ["digital_economy 1200000000000 total exact actual - -"],
    ),
    (
        "物联网产业规模达到3000亿元，企业超过2000家。",
        ["digital_economy 300000000000 total exact actual - -"],
    ),
    (
        "窄带物联网连接数超过2000万，车联网用户突破100万。",
        ["connections 20000000 total over actual - iot"],
    ),
    (
        "接入各类终端350万个，日均采集数据1.2亿条。",
        ["connections 3500000 total exact actual - -"],
    ),
    (
        "智能水表、电表等物联网终端突破800万个。",
        ["connections 8000000 total over actual - iot"],
    ),
    (
        "全市光纤覆盖家庭达到230万户。",
        [],
    ),
    (
        "千兆光网覆盖所有城镇小区和95%的行政村。",
        ["coverage 95 total exact actual - gigabit", "coverage 100 total exact actual - gigabit"],
    ),
    (
        "5G网络覆盖了全市98%以上的人口和所有A级景区。",
        ["coverage 98 total at_least actual - 5G"],
    ),
    (
        "5G已覆盖全国97.7%的县城城区和40%的乡镇镇区。",
        ["coverage 97.7 total exact actual - 5G", "coverage 40 total exact actual - 5G"],
    ),
    (
        "5G套餐客户数达到7.95亿户，渗透率达80.1%。",
        ["subscribers 795000000 total exact actual - 5G", "penetration 80.1 total exact actual - 5G"],
    ),
    (
        "全年资本开支1803亿元，其中5G网络投资880亿元。",
        ["investment 180300000000 total exact actual 2023 -", "investment 88000000000 total exact actual 2023 5G"],
    ),
    (
        "对外可用IDC机架达到49万架，净增2.3万架。",
        ["racks 490000 total exact actual - -", "racks 23000 added exact actual - -"],
    ),
    (
        "家庭宽带客户达到2.64亿户，千兆家庭宽带客户达到7900万户，渗透率达到30%。",
        [
            "subscribers 264000000 total exact actual - fibre",
            "subscribers 79000000 total exact actual - gigabit",
            "penetration 30 total exact actual - gigabit",
        ],
    ),
    (
        "物联网智能连接达到13.2亿，净增2.5亿。",
        ["connections 1320000000 total exact actual - iot", "connections 250000000 added exact actual - iot"],
    ),
    (
        "累计开通5G基站194万个，其中700MHz 5G基站62万个。",
        ["base_stations 1940000 total exact actual - 5G", "base_stations 620000 total exact actual - 5G"],
    ),
    (
        "建成5G-A基站3000个，5G-A用户超1000万户，覆盖300个城市。",
        ["base_stations 3000 total exact actual - 5G-A", "subscribers 10000000 total over actual - 5G-A"],
    ),
    (
        "港区内建成5G基站35个，时延低于10毫秒，单小区上行速率达1.2Gbps。",
        [
            "base_stations 35 total exact actual - 5G",
            "latency 10 total at_most actual - 5G",
            "data_rate 1200 total exact actual - 5G",
        ],
    ),
    (
        "矿井下部署了102个5G基站。",
        ["base_stations 102 total exact actual - 5G"],
    ),
    (
        "三大电信运营商累计在我县投资2.3亿元，建成5G基站412个。",
        ["investment 230000000 total exact actual - 5G", "base_stations 412 total exact actual - 5G"],
    ),
    (
        "全县97个行政村实现5G网络全覆盖，覆盖率达100%。",
        ["coverage 100 total exact actual - 5G"],
    ),
    (
        "农村地区5G基站占比达32%。",
        ["base_stations 32 share exact actual - 5G"],
    ),
    (
        "我省5G基站总数位居全国第5位，达到18.9万个，占全国的5.6%。",
        ["base_stations 189000 total exact actual - 5G", "base_stations 5.6 share exact actual - 5G"],
    ),
    (
        "平均每平方公里有5G基站3.2个。",
        [],
    ),
    (
        "5G基站共享率达到95%。",
        [],
    ),
    (
        "全市铁塔公司共承建5G基站8760个，共享率98%。",
        ["base_stations 8760 total exact actual - 5G"],
    ),
    (
        "全市固定互联网宽带接入用户达到412万户，其中千兆接入用户118万户。",
        ["subscribers 4120000 total exact actual - -", "subscribers 1180000 total exact actual - gigabit"],
    ),
    (
        "城镇和农村家庭宽带接入能力分别达到1000Mbps和100Mbps。",
        ["data_rate 1000 total exact actual - fibre", "data_rate 100 total exact actual - fibre"],
    ),
    (
        "互联网骨干直联点互联带宽达到600Gbps。",
        ["data_rate 600000 total exact actual - -"],
    ),
    (
        "国家级互联网骨干直联点带宽扩容到1200G。",
        ["data_rate 1200000 total exact actual - -"],
    ),
    (
        "建成省级以上智能工厂200家、5G全连接工厂50家。",
        ["factories 50 total exact actual - 5G"],
    ),
    (
        "累计落地5G应用项目5600个，投资额达到120亿元。",
        ["applications 5600 total exact actual - 5G"],
    ),
    (
        "全市12个园区实现5G专网覆盖。",
        [],
    ),
    (
        "推动500家企业开展5G改造。",
        [],
    ),
    (
        "5G基站总数达470.5万个。比上年末净增45.5万个，占移动基站的36.6%。",
        [
            "base_stations 4705000 total exact actual - 5G",
            "base_stations 455000 added exact actual - 5G",
            "base_stations 36.6 share exact actual - 5G",
        ],
    ),
    (
        "5G基站的数字最有说服力。2020年，3.6万个；2021年，6.1万个；2022年，8.4万个。",
        [
            "base_stations 36000 total exact actual 2020 5G",
            "base_stations 61000 total exact actual 2021 5G",
            "base_stations 84000 total exact actual 2022 5G",
        ],
    ),
    (
        "530万市民用上了5G，占手机用户的六成。",
        ["subscribers 5300000 total exact actual - 5G", "penetration 60 share exact actual - 5G"],
    ),
    (
        "92%的行政村能用上5G，九成以上的家庭通了千兆光网。",
        ["coverage 92 total exact actual - 5G", "coverage 90 total at_least actual - gigabit"],
    ),
    (
        "17家企业入选国家5G工厂名录。",
        ["factories 17 total exact actual - 5G"],
    ),
    (
        "3万家企业实现上云，20万台设备接入工业互联网平台。",
        ["enterprises 30000 total exact actual - -", "connections 200000 total exact actual - -"],
    ),
    (
        "5G用户去年多少？860万户。",
        ["subscribers 8600000 total exact actual - 5G"],
    ),
    (
        "数字经济核心产业增加值1200亿元。同比增长12.5%，占GDP的9.8%。",
        [
            "digital_economy 120000000000 total exact actual - -",
            "digital_economy 12.5 growth exact actual - -",
            "digital_economy 9.8 share exact actual - -",
        ],
    ),
]
