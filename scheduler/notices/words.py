"""What notices say, by language: titles, openings, labels, the calendar's texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.entries import CaseType, Instance
from scheduler.notices.notice import Language, Occasion
from scheduler.notices.which import Paper


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """A calendar's texts."""

    summary: str
    own_device: str
    description: str


CALENDAR: Mapping[Language, CalendarWords] = {
    "vi": CalendarWords(
        "Phiên tòa trực tuyến – vụ án số {number}",
        "Trực tuyến (thiết bị riêng)",
        "{court}\nVụ án số: {number}\nTư cách tham gia: {role}\n"
        "Thời gian (múi giờ {zone}):\n{when}\n"
        "Đường dẫn cá nhân và hướng dẫn có trong thư của Tòa án.",
    ),
    "en": CalendarWords(
        "Online court hearing – case {number}",
        "Online (own device)",
        "{court}\nCase number: {number}\nTaking part as: {role}\n"
        "Times (zone {zone}):\n{when}\n"
        "The personal link and the instructions are in the court's letter.",
    ),
}

TITLES: Mapping[Paper | Occasion, Mapping[Language, str]] = {
    Paper.SUMMONS: {
        "vi": "Giấy triệu tập tham gia phiên tòa trực tuyến",
        "en": "Summons to an online hearing",
    },
    Paper.NOTICE: {
        "vi": "Thông báo mở phiên tòa trực tuyến",
        "en": "Notice of an online hearing",
    },
    Paper.INVITATION: {
        "vi": "Giấy mời theo dõi phiên tòa trực tuyến",
        "en": "Invitation to watch an online hearing",
    },
    Paper.MOVED: {
        "vi": "Thông báo thay đổi thời gian, địa điểm phiên tòa trực tuyến",
        "en": "Notice of a change of an online hearing",
    },
    Paper.ADJOURNED: {
        "vi": "Thông báo hoãn phiên tòa",
        "en": "Notice of an adjourned hearing",
    },
    Paper.CANCELLED: {
        "vi": "Thông báo hủy lịch phiên tòa",
        "en": "Notice of a cancelled hearing",
    },
    Paper.IN_PERSON: {
        "vi": "Thông báo chuyển sang xét xử trực tiếp",
        "en": "Notice that the hearing will be held in the courtroom",
    },
    Paper.WITHDRAWN: {
        "vi": "Thông báo không cần tham gia phiên tòa",
        "en": "Notice that you need not attend",
    },
    Occasion.REMINDER: {
        "vi": "Nhắc lịch phiên tòa trực tuyến",
        "en": "Reminder of an online hearing",
    },
}

OPENINGS: Mapping[Paper | Occasion, Mapping[Language, str]] = {
    Paper.SUMMONS: {
        "vi": "{court} triệu tập Ông/Bà tham gia phiên tòa trực tuyến sau đây.",
        "en": "{court} summons you to the online hearing below.",
    },
    Paper.NOTICE: {
        "vi": "{court} thông báo để Ông/Bà tham gia phiên tòa trực tuyến sau đây.",
        "en": "{court} gives you notice of the online hearing below, in which you take part.",
    },
    Paper.INVITATION: {
        "vi": "{court} mời Ông/Bà theo dõi phiên tòa trực tuyến sau đây.",
        "en": "{court} invites you to watch the online hearing below.",
    },
    Paper.MOVED: {
        "vi": "{court} thông báo: thời gian hoặc địa điểm phiên tòa trực tuyến đã thay đổi. "
        "Lịch dưới đây thay cho lịch đã gửi trước.",
        "en": "{court} gives notice that the time or place of the online hearing has changed. "
        "What is below takes the place of what you were sent before.",
    },
    Paper.ADJOURNED: {
        "vi": "{court} thông báo: phiên tòa sau đây đã được hoãn.",
        "en": "{court} gives notice that the hearing below has been adjourned.",
    },
    Paper.CANCELLED: {
        "vi": "{court} thông báo: lịch phiên tòa sau đây đã bị hủy. Ông/Bà không phải có mặt.",
        "en": "{court} gives notice that the hearing below has been cancelled. "
        "You need not attend.",
    },
    Paper.IN_PERSON: {
        "vi": "{court} thông báo: vụ án sau đây được xét xử trực tiếp, "
        "không xét xử trực tuyến. "
        "Đường dẫn cá nhân không còn giá trị; Tòa án sẽ triệu tập đến phòng xử án.",
        "en": "{court} gives notice that the case below will be heard in the courtroom and not "
        "online. Personal links are no longer valid; the court will summon you there.",
    },
    Paper.WITHDRAWN: {
        "vi": "{court} thông báo: Ông/Bà không cần tham gia phiên tòa sau đây nữa. "
        "Đường dẫn cá nhân không còn giá trị.",
        "en": "{court} gives notice that you need not attend the hearing below any more. "
        "Your personal link is no longer valid.",
    },
    Occasion.REMINDER: {
        "vi": "{court} nhắc Ông/Bà về phiên tòa trực tuyến sau đây.",
        "en": "{court} reminds you of the online hearing below.",
    },
}

CASE_TYPES: Mapping[CaseType, Mapping[Language, str]] = {
    CaseType.CRIMINAL: {"vi": "hình sự", "en": "criminal"},
    CaseType.CIVIL: {"vi": "dân sự", "en": "civil"},
    CaseType.FAMILY: {"vi": "hôn nhân và gia đình", "en": "family"},
    CaseType.COMMERCIAL: {"vi": "kinh doanh, thương mại", "en": "commercial"},
    CaseType.LABOUR: {"vi": "lao động", "en": "labour"},
    CaseType.ADMINISTRATIVE: {"vi": "hành chính", "en": "administrative"},
}

INSTANCES: Mapping[Instance, Mapping[Language, str]] = {
    Instance.FIRST: {"vi": "sơ thẩm", "en": "first instance"},
    Instance.APPEAL: {"vi": "phúc thẩm", "en": "appeal"},
}


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands before and between the facts of a letter."""

    greeting: str
    number: str
    case: str
    kind: str
    role: str
    when: str
    earlier: str
    successor: str
    zone: str
    place: str
    own_device: str
    courtroom: str
    reason: str
    link: str
    link_note: str
    receipt: str
    duties: str
    steps: str
    paper: str
    automatic: str


LABELS: Mapping[Language, Labels] = {
    "vi": Labels(
        greeting="Kính gửi: {name}",
        number="Vụ án số",
        case="Về vụ án",
        kind="Loại án",
        role="Tư cách tham gia",
        when="Thời gian",
        earlier="Thời gian trước đây",
        successor="Dự kiến mở lại phiên tòa (Tòa án sẽ triệu tập, thông báo sau)",
        zone="Múi giờ của Tòa án",
        place="Nơi tham gia",
        own_device="Trực tuyến, bằng thiết bị riêng của Ông/Bà",
        courtroom="Điểm cầu trung tâm",
        reason="Lý do",
        link="Vào phiên tòa (đường dẫn cá nhân)",
        link_note="Đường dẫn chỉ dành cho riêng Ông/Bà. Không chuyển cho người khác.",
        receipt="Xác nhận đã nhận thông báo này",
        duties="Ông/Bà cần biết",
        steps="Hướng dẫn tham gia",
        paper="Văn bản của Tòa án và lịch được gửi kèm thư này.",
        automatic="Thư này do hệ thống phiên tòa trực tuyến của {court} gửi.",
    ),
    "en": Labels(
        greeting="To: {name}",
        number="Case number",
        case="Case",
        kind="Type of case",
        role="You take part as",
        when="Time",
        earlier="Time before the change",
        successor="Planned to go on (the court will notify you)",
        zone="The court's time zone",
        place="Where you take part",
        own_device="Online, with your own device",
        courtroom="Central point (courtroom)",
        reason="Reason",
        link="Enter the hearing (personal link)",
        link_note="The link is for you alone. Do not pass it on.",
        receipt="Confirm that you received this notice",
        duties="What you should know",
        steps="How to take part",
        paper="The court's paper and a calendar entry are attached.",
        automatic="Sent by the online hearing system of {court}.",
    ),
}
