/** The reception room, in Vietnamese. */
export const reception = {
  title: "Thư ký đang gặp riêng bạn",
  text: "Chỉ thư ký nghe và thấy bạn. Cuộc gặp này không được ghi âm, ghi hình.",
  ready: "Hãy chuẩn bị giấy tờ tùy thân. Xong việc, bạn sẽ trở lại phòng chờ.",
  clerk: "Hình của {{name}}",
  own: "Hình của bạn",
  coming: "Đang nối với {{name}}…",
  no_picture: "{{name}} không bật hình",
  hears: "Thư ký nghe được bạn.",
  hears_not: "Thư ký chưa nghe được bạn: {{why}}.",
  sees: "Thư ký thấy bạn.",
  sees_not: "Thư ký không thấy bạn: {{why}}.",
  called: "Thư ký gọi bạn",
} as const;
