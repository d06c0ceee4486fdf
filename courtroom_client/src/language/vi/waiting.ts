/** The waiting room, in Vietnamese. */
export const waiting = {
  title: "Bạn đang ở phòng chờ",
  informed: "Thư ký đã biết bạn có mặt.",
  next: "Thư ký sẽ gọi bạn để kiểm tra căn cước, rồi mời bạn vào phòng xử án. Hãy giữ trang này; bạn không cần bấm gì.",
  returned: "Bạn được đưa về phòng chờ: {{reason}}",
  starts: "Giờ mở phiên tòa",
} as const;
