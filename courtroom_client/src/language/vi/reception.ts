/** The reception room, in Vietnamese. */
export const reception = {
  title: "Thư ký đang gặp riêng bạn",
  text: "Chỉ thư ký nghe và thấy bạn. Cuộc gặp này không được ghi âm, ghi hình.",
  clerk: "Hình của thư ký",
  own: "Hình của bạn",
} as const;
