/** What the public list of hearings says in Vietnamese; loaded with its page only. */

export const public_list = {
  title: "Lịch xét xử công khai",
  lead: "Thời gian và phòng xử án của các phiên tòa trực tuyến. Danh sách không nêu tên người tham gia.",
  loading: "Đang tải…",
  search: {
    title: "Tìm theo số thụ lý",
    label: "Số thụ lý",
    hint: "Nhập phần đầu của số, ví dụ 12/2026",
    go: "Tìm",
    short: "Hãy nhập ít nhất 3 ký tự đầu của số thụ lý.",
    found: "Kết quả tìm «{{number}}»",
    none: "Không có phiên tòa nào đã lên lịch với số thụ lý bắt đầu bằng «{{number}}».",
    none_help:
      "Hãy kiểm tra lại số trên giấy triệu tập hoặc gọi cho Tòa án. Phiên tòa đã qua hơn một tuần không còn ở đây.",
    clear: "Về lịch của Tòa án",
  },
  court: {
    label: "Tòa án",
    hint: "Gõ tên để tìm",
    choose: "Hãy chọn Tòa án để xem lịch.",
    nothing: "Không có Tòa án nào tên như vậy.",
    none: "Chưa có Tòa án nào công bố lịch tại đây.",
    show: "Mở danh sách Tòa án",
  },
  week: {
    label: "Chọn tuần",
    previous: "Tuần trước",
    today: "Từ hôm nay",
    next: "Tuần sau",
    span: "Từ {{from}} đến {{to}}",
    empty: "Không có phiên tòa nào đã lên lịch trong bảy ngày này.",
  },
  zone: "Giờ của Tòa án ({{zone}})",
  case: "Số thụ lý {{number}}",
  sitting: "Buổi {{n}}/{{of}}",
  closed: "Xử kín: chỉ người được triệu tập mới được dự",
  kind: "{{type}} {{instance}}",
  type: {
    criminal: "Hình sự",
    civil: "Dân sự",
    family: "Hôn nhân và gia đình",
    commercial: "Kinh doanh, thương mại",
    labour: "Lao động",
    administrative: "Hành chính",
  },
  instance: { first: "sơ thẩm", appeal: "phúc thẩm" },
  feed: {
    title: "Theo dõi bằng ứng dụng lịch",
    text: "Thêm địa chỉ này vào ứng dụng lịch của bạn (iCalendar); lịch tự cập nhật khi Tòa án thay đổi.",
    link: "Tệp lịch của {{court}}",
  },
} as const;
