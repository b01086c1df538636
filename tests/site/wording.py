"""The words of an invented newspaper. The events and people are made up; places and operators are real."""

#: Prefecture, county and province of those whom the news is about.
PLACES = (
    ("赣州市", "信丰县", "江西省"),
    ("洛阳市", "宜阳县", "河南省"),
    ("临沂市", "沂水县", "山东省"),
    ("绵阳市", "三台县", "四川省"),
    ("黄冈市", "红安县", "湖北省"),
    ("衡阳市", "衡南县", "湖南省"),
    ("漳州市", "漳浦县", "福建省"),
    ("六安市", "霍山县", "安徽省"),
    ("丽水市", "遂昌县", "浙江省"),
    ("盐城市", "射阳县", "江苏省"),
    ("保定市", "涞水县", "河北省"),
    ("榆林市", "靖边县", "陕西省"),
    ("遵义市", "湄潭县", "贵州省"),
    ("曲靖市", "富源县", "云南省"),
    ("百色市", "田东县", "广西壮族自治区"),
    ("韶关市", "翁源县", "广东省"),
)
OPERATORS = ("移动", "联通", "电信")
TOPICS = (
    "智慧农业",
    "智慧园区",
    "智慧矿山",
    "远程医疗",
    "数字乡村",
    "智慧文旅",
    "工业互联网",
    "智慧校园",
    "城市治理",
    "智慧物流",
)
REPORTERS = ("闻一粟", "沈知秋", "陆怀远", "程见山", "白若溪", "方晓舟", "顾星野", "叶未央")
OFFICIALS = ("温和", "祝长青", "孟知远", "卫南星", "柳成荫", "穆清和", "蓝亦舟", "季晚晴")
MANAGERS = ("骆行舟", "康慕白", "宁远山", "池映月", "邵听泉", "傅长歌", "简一川", "乔木森")
VENUES = ("市民中心", "迎宾馆", "行政服务大厅", "融媒体中心", "会展中心", "开发区会议室")
PAPERS = ("云岭日报", "清江晚报", "望川新闻网", "东屏发布")

AGREEMENT_TITLES = (
    "{county}与{province_short}{operator}签约 共建{topic}",
    "牵手{operator} {county}按下{topic}“快进键”",
    "{county}人民政府与{prefecture_short}{operator}签署5G战略合作协议",
    "5G赋能{topic}！{county}又有大动作",
)
AGREEMENT_LEADS = (
    "{year}年{month}月{date}日，{prefecture}{county}人民政府与中国{operator}{prefecture_short}分公司在{venue}签署《{name}》。",
    "本报讯（记者 {reporter}）{month}月{date}日上午，{county}人民政府与{prefecture_short}{operator}举行签约仪式，"
    "双方签署《{name}》。",
    "记者{reporter}从{county}获悉，{year}年{month}月{date}日，{county}人民政府同中国{operator}{prefecture_short}分公司签订《{name}》。",
)
AGREEMENT_NAMES = (
    "5G战略合作协议",
    "“数字{county_short}”战略合作框架协议",
    "5G+{topic}合作协议",
    "数字经济战略合作协议",
)
AGREEMENT_BODIES = (
    "根据协议，双方将在5G网络建设、{topic}、{other_topic}等领域开展合作，把项目落到乡镇和车间。",
    "未来三年，{prefecture_short}{operator}将在{county}投资{amount}亿元，新建5G基站{n}个。",
    "{county}县长{official}，中国{operator}{prefecture_short}分公司总经理{manager}出席仪式并致辞。",
    "“路修到哪里，信号就跟到哪里。”{manager}说，公司会抽调技术骨干常驻当地。",
    "{official}表示，县里将在选址、用电和管线上给予便利，让协议早日见效。",
    "签约之前，与会人员到{topic}展厅观看了演示，讲解员用一台平板调出了百里外的画面。",
)
FIGURE_TITLES = (
    "{county}5G基站突破{n}个",
    "数说{county}：网络这一年",
    "{county}：信号满格 乡村更近",
    "从“有信号”到“好信号” {county}织密5G网",
)
FIGURE_LEADS = (
    "截至{year}年{last_month}月底，{prefecture}{county}累计建成5G基站{n}个，行政村5G通达率达到{percent}%。",
    "记者{reporter}从{county}工业和信息化局获悉，截至目前，全县累计开通5G基站{n}个。",
    "{year}年以来，{county}新建5G基站{added}个，全县5G基站总数达到{n}个。",
)
FIGURE_BODIES = (
    "网络好了，变化看得见。合作社的老师傅在手机上看墒情，大棚里的水阀自己开合。",
    "{year}年，{county}计划再新建5G基站{added}个，重点补上山区和景区的短板。",
    "在{topic}现场，巡检员说，以前一天要走两万步，如今盯着屏幕就够了。",
    "{county}还建成{topic}示范项目{few}个，{other_topic}也在加快推进。",
    "工程队{reporter}一行在海拔八百米的山梁上立起新塔，最后一段电缆靠人扛上去。",
)
OTHER_TITLES = (
    "{county}举办第{few}届油菜花节",
    "暴雨来临前 {county}这样护住一片稻田",
    "{county}青年龙舟赛落幕",
    "一座老戏台的新生：{county}修缮古建筑记",
    "{county}中学生足球联赛开赛",
    "{county}新增公交线路{few}条",
)
OTHER_LEADS = (
    "{month}月{date}日，{county}的清晨从一碗热汤开始。记者{reporter}走进老街，看见木匠铺的门又开了。",
    "{year}年{month}月{date}日，{prefecture}{county}文化馆里坐满了人，孩子们等着大幕拉开。",
    "连日来，{county}的田野一片忙碌，收割机在晨雾里排成一行。",
)
OTHER_BODIES = (
    "“今年雨水匀，谷子饱。”种了四十年地的{official}捧起一把稻谷，笑得合不拢嘴。",
    "比赛当天共有{few}支队伍参加，最小的队员只有十一岁，赛后大家互赠了手绘的旗子。",
    "修缮队请来七十岁的{manager}师傅，一块瓦一块瓦地编号，拆下来的木料尽量用回原处。",
    "气象台提醒，周末有小到中雨，出行的市民记得带伞，山区注意防范落石。",
    "图书馆把闭馆时间延后到晚上九点，靠窗的座位总是最先坐满。",
    "镇上的早市有{n}个摊位，卖笋的、卖豆腐的、修伞的，各有各的老主顾。",
)
CORRECTIONS = ("更正：本文较早的版本误写了一处人名，现已改正。", "编者按：本文补充了现场情况。", "本文于刊发后更新。")
