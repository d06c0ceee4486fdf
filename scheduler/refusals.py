"""What booking refuses, in both languages."""

from collections.abc import Mapping

from hearing.refusal import Words

_TEXT: Mapping[str, Words] = {
    "text.empty": Words(
        422, "Mục «{field}» không được để trống.", "'{field}' must not be empty."
    ),
    "text.too_long": Words(
        422,
        "Mục «{field}» dài quá {limit} ký tự.",
        "'{field}' is longer than {limit} characters.",
    ),
    "text.control": Words(
        422,
        "Mục «{field}» có ký tự điều khiển hoặc ký tự ẩn.",
        "'{field}' contains control or invisible characters.",
    ),
    "time.zone": Words(
        422,
        "Thời gian «{field}» phải có múi giờ, ví dụ 2026-03-02T08:00:00+07:00.",
        "The time '{field}' must carry a zone, for example 2026-03-02T08:00:00+07:00.",
    ),
    "time.range": Words(
        422,
        "Thời gian «{field}» nằm ngoài khoảng cho phép (năm 2000-2199).",
        "The time '{field}' is out of range (years 2000-2199).",
    ),
    "time.order": Words(422, "«{end}» phải sau «{start}».", "'{end}' must be after '{start}'."),
    "time.sittings_overlap": Words(
        422,
        "Hai buổi của cùng một phiên tòa trùng giờ nhau.",
        "Two sittings of the hearing overlap.",
    ),
    "time.spread": Words(
        422,
        "Các buổi của một phiên tòa không được cách nhau quá {days} ngày.",
        "A hearing's sittings must lie within {days} days.",
    ),
    "time.gap": Words(
        422,
        "Giờ này không có vào ngày thứ {days} sau buổi đầu (đổi giờ mùa hè).",
        "Clocks skip that hour {days} days after the first sitting.",
    ),
    "time.too_long": Words(
        422,
        "Khoảng thời gian không được dài quá {days} ngày.",
        "The time from start to end may be {days} days at most.",
    ),
}

_DIRECTORY: Mapping[str, Words] = {
    "contact.email": Words(
        422, "Địa chỉ thư điện tử không đúng.", "That is no e-mail address."
    ),
    "contact.phone": Words(
        422,
        "Số điện thoại không đúng (6-15 chữ số, có thể có dấu + ở đầu).",
        "That is no telephone number (6 to 15 digits, a + may lead).",
    ),
    "contact.language": Words(
        422, "Ngôn ngữ phải là một trong: {known}.", "The language must be one of: {known}."
    ),
    "entry.unknown": Words(
        404, "Danh bạ không có mục này.", "The directory has no such entry."
    ),
    "court.unknown": Words(422, "Không có tòa án này.", "There is no such court."),
    "court.retired": Words(
        409,
        "Tòa án này đã ngừng hoạt động trên hệ thống.",
        "This court is retired: nothing is entered or booked there any more.",
    ),
    "court.in_use": Words(
        409,
        "Tòa án này còn phiên tòa chưa xong ({hearing}); xin chuyển hoặc hủy trước.",
        "The court still has hearings ahead ({hearing}); move or cancel them first.",
    ),
    "court.which": Words(
        422,
        "Cần nêu đúng một tòa án (--court): tìm thấy {found}.",
        "Name exactly one court (--court): {found} were found.",
    ),
    "court.zone": Words(
        422,
        "Múi giờ không hợp lệ; dùng tên như Asia/Ho_Chi_Minh.",
        "Not a time zone; use a name such as Asia/Ho_Chi_Minh.",
    ),
    "point.unknown": Words(422, "Không có điểm cầu {id}.", "There is no point {id}."),
    "point.capacity": Words(
        422,
        "Sức chứa của điểm cầu phải từ 1 đến {most} phiên tòa cùng lúc.",
        "The point's capacity must be 1 to {most} hearings at once.",
    ),
    "point.buffer": Words(
        422,
        "Thời gian đệm trước và sau phải từ 0 đến {most} phút.",
        "The buffers before and after must be 0 to {most} minutes.",
    ),
    "point.escorts": Words(
        422,
        "Số tổ trích xuất phải từ 0 đến {most}.",
        "The number of escort teams must be 0 to {most}.",
    ),
    "point.retired": Words(
        409, "Điểm cầu {id} đã ngừng sử dụng.", "The point {id} is retired."
    ),
    "point.in_use": Words(
        409,
        "Không thể thay đổi như vậy: phiên tòa {hearing} đang giữ điểm cầu này.",
        "That cannot be changed so: the hearing {hearing} needs the point as it is.",
    ),
    "hours.unreadable": Words(
        422,
        "Không hiểu giờ trong mục «{field}» tại «{part}»; ví dụ: "
        "Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-11:00 (hoặc T2-T6, CN, off, 24/7).",
        "The hours in '{field}' are not understood at '{part}'; for example: "
        "Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-11:00 (or off, 24/7).",
    ),
    "person.retired": Words(
        409, "Người {id} không còn trong danh bạ.", "The person {id} is retired."
    ),
    "person.in_use": Words(
        409,
        "Không thể thay đổi như vậy: người này có phiên tòa {hearing} sắp tới.",
        "That cannot be changed so: the person is booked for the hearing {hearing}.",
    ),
    "person.role": Words(
        422,
        "Danh bạ không ghi {id} có tư cách «{role}».",
        "By the directory, {id} does not sit as '{role}'.",
    ),
    "person.no_role": Words(
        422,
        "Thiết bị của điểm cầu không phải là tư cách của một người.",
        "No person sits as a point's own device.",
    ),
    "person.duplicate": Words(
        409,
        "Tòa án này đã có người mang số thẻ nghề nghiệp đó.",
        "The court already has somebody with that card number.",
    ),
    "person.unknown": Words(422, "Không có người {id}.", "There is no person {id}."),
    "case.unknown": Words(422, "Không có vụ án {id}.", "There is no case {id}."),
    "case.retired": Words(
        409,
        "Vụ án này đã được rút khỏi danh sách.",
        "The case is retired: nothing is booked for it any more.",
    ),
    "case.in_use": Words(
        409,
        "Vụ án này còn phiên tòa chưa xong ({hearing}).",
        "The case still has a hearing ahead ({hearing}).",
    ),
    "case.party": Words(
        422,
        "«{role}» không phải là tư cách của người tham gia tố tụng trong vụ án.",
        "'{role}' is no party's role.",
    ),
    "case.parties": Words(
        422, "Vụ án có tối đa {most} đương sự.", "A case has {most} parties at most."
    ),
    "case.duplicate": Words(
        409,
        "Tòa án này đã có vụ án số {number}.",
        "The court already has a case with the number {number}.",
    ),
}

_HEARING: Mapping[str, Words] = {
    "eligibility.excluded": Words(
        409,
        "Vụ án này không được xét xử trực tuyến ({flag}; Nghị quyết 33/2021/QH15 Điều 1).",
        "This case may not be heard online ({flag}; Resolution 33/2021/QH15 art. 1).",
    ),
    "notices.no_paper": Words(
        404,
        "Dịp này chỉ gửi thư, không có văn bản.",
        "This occasion has a mail and no paper.",
    ),
    "notices.template": Words(
        422,
        "Không dùng được mẫu văn bản «{file}».",
        "The template '{file}' cannot be used.",
    ),
    "eligibility.not_attested": Words(
        409,
        "Thẩm phán chưa xác nhận vụ án đơn giản, chứng cứ rõ ràng "
        "(Nghị quyết 33/2021/QH15 Điều 1): hãy ghi nhận xác nhận rồi đưa vào lịch.",
        "The judge has not attested that the case is simple and its evidence clear "
        "(Resolution 33/2021/QH15 art. 1): enter the attestation, then list the hearing.",
    ),
    "eligibility.not_simple": Words(
        409,
        "Thẩm phán xác định vụ án không đơn giản: phải xét xử trực tiếp.",
        "The judge finds the case not simple: it is heard in a courtroom.",
    ),
    "deadline.document": Words(
        422,
        "Không phải thẩm phán chủ tọa tự xác nhận: hãy ghi số văn bản của thẩm phán.",
        "Not attested by the presiding judge in person: name the judge's document.",
    ),
    "deadline.reason": Words(
        422,
        "Hãy ghi lý do không chờ thời hạn này nữa.",
        "Say why nobody waits for this any more.",
    ),
    "absence.unknown": Words(404, "Không có mục vắng mặt này.", "There is no such absence."),
    "check.unknown": Words(
        404, "Không có lần kiểm tra này.", "There is no such technical check."
    ),
    "check.over": Words(
        409,
        "Lần kiểm tra này đã có kết quả hoặc đã hủy; xin đặt lần kiểm tra mới.",
        "That check has its result or was called off; book another one.",
    ),
    "check.point": Words(
        422,
        "Phiên tòa không có điểm cầu này.",
        "The hearing does not take place at this point.",
    ),
    "check.faults": Words(
        422,
        "Có lỗi thì kết quả không thể là đạt.",
        "What has faults did not pass.",
    ),
    "check.why": Words(
        422,
        "Xin ghi lỗi hoặc ghi chú khi kết quả là không đạt.",
        "Say what was wrong: faults or a note.",
    ),
    "deadline.unknown": Words(
        404,
        "Phiên tòa này không có thời hạn như vậy.",
        "The hearing has no such deadline.",
    ),
    "deadline.answer": Words(
        422,
        "Không thể trả lời như vậy cho thời hạn này.",
        "That is no answer to this deadline.",
    ),
    "deadline.disagrees": Words(
        409,
        "Viện kiểm sát không đồng ý xét xử trực tuyến: phải xét xử trực tiếp.",
        "The procuracy does not agree to sit online: the case is heard in a courtroom.",
    ),
    "hearing.points": Words(
        422,
        "Cần đúng một điểm cầu trung tâm và tối đa {most} điểm cầu thành phần "
        "(đang có {central} và {component}).",
        "Exactly one central point and at most {most} component points are needed "
        "(there are {central} and {component}).",
    ),
    "hearing.too_many": Words(
        422, "Quá nhiều «{what}»: tối đa {most}.", "Too many {what}: at most {most}."
    ),
    "hearing.duplicate": Words(
        422, "«{id}» có hai lần trong «{what}».", "'{id}' appears twice in {what}."
    ),
    "hearing.other_court": Words(
        422,
        "{id} thuộc tòa án khác.",
        "{id} belongs to another court.",
    ),
    "hearing.device_point": Words(
        422,
        "Thiết bị «{key}»: thiết bị phòng phải ở một điểm cầu của phiên tòa, "
        "thiết bị cá nhân ở một điểm cầu của phiên tòa hoặc ở nơi khác.",
        "Device '{key}': a room device stands at one of the hearing's points, "
        "a personal device at one of them or elsewhere (null).",
    ),
    "hearing.seat_device": Words(
        422,
        "Chỗ ngồi dùng thiết bị «{key}» không có trong yêu cầu.",
        "A seat uses the device '{key}', which the request does not have.",
    ),
    "hearing.listed": Words(
        409,
        "Phiên tòa đã lên lịch: tên phiên tòa và cách cho người vào phòng không đổi được nữa.",
        "The hearing is listed: its title and how people are let in stay as they are.",
    ),
    "hearing.personal_device": Words(
        422,
        "Thiết bị cá nhân «{key}» chỉ dành cho một người.",
        "The personal device '{key}' is for one person only.",
    ),
    "hearing.presiding_judge": Words(
        422,
        "Một phiên tòa chỉ có một thẩm phán chủ tọa.",
        "A hearing has one presiding judge only.",
    ),
    "booking.conflict": Words(
        409,
        "{id} đã được đặt cho phiên tòa {hearing} từ {from} đến {to}.",
        "{id} is already booked for the hearing {hearing} from {from} to {to}.",
    ),
    "booking.conflict_elsewhere": Words(
        409,
        "{id} đã được một tòa án khác đặt từ {from} đến {to}.",
        "{id} is already booked by another court from {from} to {to}.",
    ),
    "booking.absent": Words(
        409,
        "{id} vắng mặt, không hoạt động hoặc đang được kiểm tra từ {from} đến {to}.",
        "{id} is away, shut or being tried out from {from} to {to}.",
    ),
    "booking.closed": Words(
        409,
        "{id} không mở cửa hoặc không làm việc suốt từ {from} đến {to}.",
        "{id} is not open, or does not work, all the time from {from} to {to}.",
    ),
    "booking.no_escort": Words(
        409,
        "Điểm cầu {id} không có tổ áp giải nào, nên không thể xếp bị cáo ngồi tại đó.",
        "The point {id} has no escort team, so no accused can be seated there.",
    ),
    "booking.frozen": Words(
        409,
        "Còn chưa đến {minutes} phút đến giờ mở phiên ({starts_at}): chỉ chủ tọa hay thư ký "
        "mới được hoãn hay hủy.",
        "It is less than {minutes} minutes before the start ({starts_at}): only the presiding "
        "judge or the clerk may adjourn or cancel it now.",
    ),
    "sitting.unknown": Words(
        404, "Phiên tòa không có buổi thứ {number}.", "The hearing has no sitting {number}."
    ),
    "sitting.split": Words(
        422,
        "Buổi xử phải được tách tại một thời điểm trong buổi, và tiếp tục sau thời điểm đó.",
        "A sitting is split at a moment within it, and goes on after that moment.",
    ),
    "hearing.succeeded": Words(
        409,
        "Phiên tòa này đã có phiên tòa kế tiếp {hearing}.",
        "The hearing {hearing} already follows this one.",
    ),
    "booking.busy": Words(
        409,
        "Lịch vừa bị thay đổi cùng lúc; xin thử lại.",
        "The calendar changed at the same moment; please try again.",
    ),
}

_DEVICES: Mapping[str, Words] = {
    "hearing.room_device": Words(
        422,
        "Thiết bị của điểm cầu không phải là một người được xếp chỗ.",
        "A point's own device is not a person who is seated.",
    ),
    "hearing.not_room": Words(
        422,
        "Chỉ thiết bị đặt tại điểm cầu mới có liên kết thiết bị.",
        "Only a device that stands at a point has a device link.",
    ),
}

_LINKS: Mapping[str, Words] = {
    "receipt.unknown": Words(
        404,
        "Mã xác nhận này không đúng. Xin mở lại liên kết trong thư của tòa án.",
        "This confirmation is not right. Open the link in the court's message again.",
    ),
    "notice.unknown": Words(404, "Không có thông báo này.", "There is no such notice."),
    "notice.state": Words(
        409,
        "Không làm được với thông báo đang ở trạng thái «{state}».",
        "That cannot be done with a notice that is '{state}'.",
    ),
    "link.unknown": Words(
        404,
        "Liên kết này không đúng. Xin kiểm tra lại hoặc hỏi thư ký phiên tòa.",
        "This link is not right. Check it, or ask the clerk of the court.",
    ),
    "link.expired": Words(
        410,
        "Liên kết này đã hết hạn. Xin hỏi thư ký phiên tòa để nhận liên kết mới.",
        "This link has expired. Ask the clerk of the court for a new one.",
    ),
    "link.revoked": Words(
        410,
        "Liên kết này đã bị thu hồi. Xin hỏi thư ký phiên tòa.",
        "This link was revoked. Ask the clerk of the court.",
    ),
    "link.redeemed": Words(
        409,
        "Liên kết này đã được dùng. Nếu không phải bạn đã dùng, hãy báo ngay cho thư ký.",
        "This link was already used. If it was not by you, tell the clerk at once.",
    ),
    "link.not_yet_valid": Words(
        403,
        "Liên kết này chưa đến thời gian sử dụng.",
        "This link cannot be used yet.",
    ),
}

_TRANSFERS: Mapping[str, Words] = {
    "transfer.none": Words(
        404,
        "Chưa có mã chuyển thiết bị cho chỗ này. Xin hỏi thư ký phiên tòa.",
        "No transfer code was issued for this seat. Ask the clerk of the court.",
    ),
    "transfer.unredeemed": Words(
        409,
        "Liên kết này chưa được dùng: hãy mở chính liên kết, không cần mã.",
        "This link was not used yet: open the link itself, no code is needed.",
    ),
    "transfer.wrong": Words(
        403,
        "Mã không đúng, còn {left} lần thử.",
        "The code is wrong; {left} tries are left.",
    ),
    "transfer.exhausted": Words(
        410,
        "Mã đã bị hủy vì nhập sai nhiều lần. Xin thư ký cấp mã mới.",
        "The code is void after too many wrong tries. Ask the clerk for a new one.",
    ),
    "transfer.expired": Words(
        410,
        "Mã đã hết hạn. Xin thư ký cấp mã mới.",
        "The code has expired. Ask the clerk for a new one.",
    ),
    "transfer.used": Words(
        409,
        "Mã đã được dùng. Nếu không phải bạn đã dùng, hãy báo ngay cho thư ký.",
        "The code was already used. If it was not by you, tell the clerk at once.",
    ),
}

_SHEETS: Mapping[str, Words] = {
    "sheet.kind": Words(
        422, "Chỉ đọc được tệp .csv hoặc .xlsx.", "Only .csv and .xlsx files can be read."
    ),
    "sheet.unreadable": Words(
        422, "Không đọc được tệp ({why}).", "The file cannot be read ({why})."
    ),
    "sheet.encoding": Words(
        422,
        "Tệp CSV phải ở bảng mã UTF-8 (trong Excel: «CSV UTF-8»).",
        "A CSV file must be in UTF-8 (in Excel: 'CSV UTF-8').",
    ),
    "sheet.too_large": Words(
        413, "Tệp lớn hơn {most} MB.", "The file is larger than {most} MB."
    ),
    "sheet.too_many": Words(
        413, "Tệp có hơn {most} dòng.", "The file has more than {most} rows."
    ),
    "sheet.empty": Words(
        422,
        "Tệp trống: dòng đầu phải là tên các cột.",
        "The file is empty: its first row must name the columns.",
    ),
    "sheet.heading": Words(
        422,
        "Có hai cột cùng tên «{heading}»: không biết lấy cột nào.",
        "Two columns are called '{heading}': which one is meant cannot be known.",
    ),
    "sheet.cells": Words(
        422,
        "Dòng có nhiều ô hơn dòng tiêu đề; dấu phân cách trong ô phải đặt trong ngoặc kép.",
        "This row has more cells than the head; a separator within a cell must be in quotes.",
    ),
    "sheet.date": Words(
        422,
        "Cột «{heading}» là ngày tháng (bảng tính tự đổi?); xin định dạng ô là văn bản.",
        "'{heading}' holds a date (made one by the spreadsheet?); make the cell a text.",
    ),
    "entry.duplicate": Words(
        409,
        "Tòa án này đã có mục như vậy: {name}.",
        "This court has such an entry already: {name}.",
    ),
    "sheet.word": Words(
        422,
        "Mục «{field}» phải là một trong: {known}.",
        "'{field}' must be one of: {known}.",
    ),
    "sheet.number": Words(422, "Mục «{field}» phải là một số.", "'{field}' must be a number."),
    "mapping.unreadable": Words(
        422, "Không đọc được tệp ánh xạ ({why}).", "The mapping cannot be read ({why})."
    ),
    "mapping.field": Words(
        422,
        "Tệp ánh xạ có mục lạ «{field}»; các mục: {known}.",
        "The mapping has an unknown field '{field}'; the fields are: {known}.",
    ),
    "mapping.column": Words(
        422,
        "Tệp không có cột «{column}» (cho mục «{field}»).",
        "The file has no column '{column}' (for '{field}').",
    ),
}

_LISTING: Mapping[str, Words] = {
    "listing.no_solver": Words(
        501,
        "Chưa cài bộ xếp lịch: pip install 'phientoa[solver]'.",
        "The solver is not installed: pip install 'phientoa[solver]'.",
    ),
    "listing.unknown": Words(404, "Không có bản xếp lịch này.", "There is no such list."),
    "listing.too_many": Words(
        409,
        "Đang xếp {limit} lịch; xin đợi một lịch xong.",
        "{limit} lists are being made; wait for one.",
    ),
    "listing.failed": Words(500, "Không xếp được lịch.", "The list could not be made."),
    "listing.interrupted": Words(
        503,
        "Máy chủ xếp lịch này đã dừng giữa chừng; phần đã tìm được vẫn còn.",
        "The server that made this list stopped midway; what it had found is kept.",
    ),
    "listing.unfinished": Words(
        409, "Lịch này chưa xếp xong.", "This list is still being made."
    ),
    "listing.not_placed": Words(
        422, "Vụ án {id} không có trong lịch.", "The case {id} is not on the list."
    ),
    "listing.point": Words(
        422,
        "{id} không phải là điểm cầu thành phần của vụ án này.",
        "{id} is not a component point of this case.",
    ),
    "listing.courtroom": Words(
        422, "{id} không phải là phòng xử án.", "{id} is not a courtroom."
    ),
    "listing.quarter": Words(
        422,
        "Giờ đã chốt của vụ án {case} phải vào đầu một khắc (phút 00, 15, 30 hoặc 45).",
        "The settled time of the case {case} must begin a quarter (:00, :15, :30 or :45).",
    ),
    "listing.judge": Words(
        422,
        "Vụ án {case} không còn thẩm phán nào được nêu có thể chủ tọa: thẩm phán đã chốt phải "
        "nằm trong số được nêu và không tham gia với tư cách khác.",
        "No judge named can preside over the case {case}: the settled one must be among those "
        "named, and nobody presides who attends as somebody else.",
    ),
    "listing.locked": Words(
        409,
        "Giờ đã chốt nằm ngoài giờ làm việc hoặc ngoài thời gian cho phép của vụ án.",
        "The time it is held at lies outside the court's hours or the case's windows.",
    ),
    "listing.too_long": Words(
        409,
        "Phiên tòa dài hơn thời gian làm việc còn lại của mọi ngày trong lịch.",
        "The hearing is longer than what is left of any day of the list.",
    ),
    "listing.no_time": Words(
        409,
        "Không có khoảng thời gian nào đủ dài trong giờ làm việc và thời gian cho phép.",
        "No time within the court's hours and the case's windows is long enough.",
    ),
    "listing.never_free": Words(
        409,
        "{about} không rảnh vào bất kỳ lúc nào có thể, kể cả khi chưa xếp vụ nào khác.",
        "{about} is free at none of the times, whatever else is listed.",
    ),
    "listing.no_escort": Words(
        409,
        "{about} không có tổ áp giải nào rảnh, kể cả khi chưa xếp vụ nào khác.",
        "{about} has an escort team at none of the times, whatever else is listed.",
    ),
    "listing.no_judge": Words(
        409,
        "Không thẩm phán nào được nêu rảnh vào bất kỳ lúc nào có thể: {about}.",
        "None of the judges named is free at any of the times: {about}.",
    ),
    "listing.no_load": Words(
        409,
        "Số giờ xử tối đa trong ngày của các thẩm phán được nêu không đủ cho vụ này: {about}.",
        "The most that the judges named may sit a day leaves no room for it: {about}.",
    ),
    "listing.no_room": Words(
        409,
        "Không phòng xử án nào trống vào bất kỳ lúc nào có thể: {about}.",
        "No courtroom is free at any of the times: {about}.",
    ),
    "listing.never_together": Words(
        409,
        "Không lúc nào đủ tất cả, kể cả khi chưa xếp vụ nào khác; lúc thiếu ít nhất vẫn thiếu: "
        "{about}.",
        "At no time is all of it to be had, whatever else is listed; at best this is lacking: "
        "{about}.",
    ),
    "listing.taken": Words(
        409,
        "Các vụ khác trong lịch đã dùng hết những lúc {about} có thể dự vụ này.",
        "The others on the list leave no time at which {about} could be had for it.",
    ),
    "listing.escorts_taken": Words(
        409,
        "Các vụ khác trong lịch đã dùng hết các tổ áp giải của {about}.",
        "The others on the list leave no escort team of {about}.",
    ),
    "listing.judges_taken": Words(
        409,
        "Các vụ khác trong lịch đã dùng hết thời gian của các thẩm phán được nêu: {about}.",
        "The others on the list leave no time of the judges named: {about}.",
    ),
    "listing.load_taken": Words(
        409,
        "Cùng các vụ khác trong lịch, các thẩm phán được nêu sẽ vượt số giờ xét xử tối đa "
        "trong ngày: {about}.",
        "With the others on the list, the judges named would sit longer than they may a day: "
        "{about}.",
    ),
    "listing.rooms_taken": Words(
        409,
        "Các vụ khác trong lịch đã dùng hết các phòng xử án: {about}.",
        "The others on the list leave no courtroom: {about}.",
    ),
    "listing.crowded": Words(
        409,
        "Các vụ khác trong lịch không để lại lúc nào đủ tất cả; lúc thiếu ít nhất vẫn thiếu: "
        "{about}.",
        "The others on the list leave no time at which all of it is to be had; at best this is "
        "lacking: {about}.",
    ),
}

_WEBHOOKS: Mapping[str, Words] = {
    "webhook.unknown": Words(404, "Không có webhook này.", "There is no such webhook."),
    "webhook.url": Words(
        422,
        "Địa chỉ phải là https (hoặc http tới chính máy này, với webhook của toàn hệ thống), "
        "không có tên người dùng hay phần sau dấu #.",
        "The address must be https (or http to this machine itself, for the installation's own "
        "webhooks), without user name or fragment.",
    ),
    "webhook.out_of_reach": Words(
        422,
        "Địa chỉ nằm trong mạng nội bộ hoặc trên chính máy này: webhook chỉ gửi ra ngoài, hoặc "
        "tới mạng nêu trong PHIENTOA_WEBHOOK_NETWORKS.",
        "The address is of an internal network or this machine: webhooks go to the world, or "
        "to networks named in PHIENTOA_WEBHOOK_NETWORKS.",
    ),
    "webhook.too_many": Words(
        409, "Tối đa {limit} webhook.", "There may be {limit} webhooks at most."
    ),
    "webhook.ended": Words(
        409, "Webhook này đã chấm dứt.", "This webhook has ended; make another one."
    ),
    "delivery.unknown": Words(
        404, "Webhook không có lần gửi này.", "The webhook has no such delivery."
    ),
    "delivery.over": Words(
        409, "Nội dung này đã gửi đến nơi.", "This delivery has arrived already."
    ),
}

REFUSALS: Mapping[str, Words] = {
    **_LISTING,
    **_WEBHOOKS,
    **_TEXT,
    **_DIRECTORY,
    **_HEARING,
    **_DEVICES,
    **_LINKS,
    **_TRANSFERS,
    **_SHEETS,
}
"""By code; codes never change once published."""
