/** A device that is silent beside a room's device, in Vietnamese. */
export const companion = {
  silent:
    "Máy này im lặng vì ở cạnh thiết bị của phòng: không micro, không loa. Tòa án nghe bạn qua thiết bị của phòng.",
  elsewhere: "Tôi không ngồi cạnh thiết bị của phòng",
  noticed: "Đã hiểu",
  detected:
    "Máy này nghe thấy cùng âm thanh với thiết bị của «{{point}}», nên đã tự im lặng để không bị hú.",
} as const;
