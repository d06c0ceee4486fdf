"""RoomService: what an administrator may ask of the relay (LiveKit's server API)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from google.protobuf.message import Message
from livekit.protocol.models import (
    DataPacket,
    DisconnectReason,
    ParticipantInfo,
    RoomEndReason,
    UserPacket,
)
from livekit.protocol.models import Room as RoomInfo
from livekit.protocol.room import (
    CreateRoomRequest,
    DeleteRoomRequest,
    DeleteRoomResponse,
    ListParticipantsRequest,
    ListParticipantsResponse,
    ListRoomsRequest,
    ListRoomsResponse,
    MuteRoomTrackRequest,
    MuteRoomTrackResponse,
    PerformRpcRequest,
    PerformRpcResponse,
    RemoveParticipantResponse,
    RoomParticipantIdentity,
    SendDataRequest,
    SendDataResponse,
    UpdateParticipantRequest,
    UpdateRoomMetadataRequest,
    UpdateSubscriptionsRequest,
    UpdateSubscriptionsResponse,
)
from livekit.protocol.rtc import MuteTrackRequest, SignalResponse, UpdateSubscription

from hearing.refusal import Refusal
from signaling.rtc.server import data, messages, rpc
from signaling.rtc.server.grants import Grants
from signaling.rtc.server.join import check_sizes
from signaling.rtc.server.room import Room
from signaling.rtc.server.rooms import Rooms
from signaling.rtc.server.session import Session


@dataclass(frozen=True, slots=True)
class Method:
    """One call: the message it takes, who may make it, and what it does, perhaps in a while."""

    request: type[Message]
    allowed: Callable[[Grants, Message], bool]
    call: Callable[[Rooms, Message], Message | Awaitable[Message]]


def _may_create(grants: Grants, _request: Message) -> bool:
    return grants.room_create


def _may_list(grants: Grants, _request: Message) -> bool:
    return grants.room_list


def _may_administer(grants: Grants, request: Message) -> bool:
    """Bound to the room: a grant for one room does nothing in another."""
    room = str(getattr(request, "room", ""))
    return grants.room_admin and bool(room) and grants.room == room


def _room(rooms: Rooms, name: str) -> Room:
    room = rooms.named.get(name)
    if room is None:
        raise Refusal("rtc.not_found", what="room")
    return room


def _session(rooms: Rooms, room: str, identity: str) -> Session:
    who = _room(rooms, room).participants.get(identity)
    if who is None or who.sid not in rooms.sessions:
        raise Refusal("rtc.not_found", what="participant")
    return rooms.sessions[who.sid]


def create_room(rooms: Rooms, request: Message) -> RoomInfo:
    """Make a room; one there is already stays as it is (as LiveKit)."""
    assert isinstance(request, CreateRoomRequest)
    limits = rooms.limits
    if not request.name:
        raise Refusal("rtc.missing", what="name")
    if len(request.name) > limits.room_name:
        raise Refusal("rtc.too_large", what="name", limit=limits.room_name)
    check_sizes(request.metadata, {}, limits)
    if request.name in rooms.named:
        return rooms.named[request.name].info()
    room = rooms.open(request.name)
    room.empty_timeout = request.empty_timeout or room.empty_timeout
    room.departure_timeout = request.departure_timeout or room.departure_timeout
    room.max_participants = request.max_participants or room.max_participants
    room.metadata = request.metadata or room.metadata
    return room.info()


def list_rooms(rooms: Rooms, request: Message) -> ListRoomsResponse:
    """All rooms, or those named."""
    assert isinstance(request, ListRoomsRequest)
    names = set(request.names)
    found = [room.info() for room in rooms.named.values() if not names or room.name in names]
    return ListRoomsResponse(rooms=found)


def delete_room(rooms: Rooms, request: Message) -> DeleteRoomResponse:
    """Close a room; everybody in it is told that it was deleted."""
    assert isinstance(request, DeleteRoomRequest)
    room = _room(rooms, request.room)
    rooms.close(room, RoomEndReason.ROOM_END_API_DELETE, DisconnectReason.ROOM_DELETED)
    return DeleteRoomResponse()


def update_room_metadata(rooms: Rooms, request: Message) -> RoomInfo:
    """Change what is said of a room."""
    assert isinstance(request, UpdateRoomMetadataRequest)
    check_sizes(request.metadata, {}, rooms.limits)
    room = _room(rooms, request.room)
    room.metadata = request.metadata
    room.tell_room()
    return room.info()


def list_participants(rooms: Rooms, request: Message) -> ListParticipantsResponse:
    """Everybody in a room, hidden ones too; nobody when there is no such room (as LiveKit)."""
    assert isinstance(request, ListParticipantsRequest)
    room = rooms.named.get(request.room)
    present = room.participants.values() if room is not None else ()
    return ListParticipantsResponse(participants=[who.info() for who in present])


def get_participant(rooms: Rooms, request: Message) -> ParticipantInfo:
    """One participant."""
    assert isinstance(request, RoomParticipantIdentity)
    return _session(rooms, request.room, request.identity).who.info()


def remove_participant(rooms: Rooms, request: Message) -> RemoveParticipantResponse:
    """End a participant's session, its media included, at once."""
    assert isinstance(request, RoomParticipantIdentity)
    session = _session(rooms, request.room, request.identity)
    session.room.remove(session.who, DisconnectReason.PARTICIPANT_REMOVED)
    return RemoveParticipantResponse()


def mute_published_track(rooms: Rooms, request: Message) -> MuteRoomTrackResponse:
    """Mute a track for everybody; only its client may unmute it (as LiveKit by default)."""
    assert isinstance(request, MuteRoomTrackRequest)
    session = _session(rooms, request.room, request.identity)
    publication = session.who.publications.get(request.track_sid)
    if publication is None:
        raise Refusal("rtc.not_found", what="track")
    if not request.muted:
        raise Refusal("rtc.remote_unmute")
    publication.mute(True)
    session.who.send(
        SignalResponse(mute=MuteTrackRequest(sid=publication.sid, muted=request.muted))
    )
    session.room.update(session.who)
    return MuteRoomTrackResponse(track=publication.info)


def update_participant(rooms: Rooms, request: Message) -> ParticipantInfo:
    """Change permission (at once), name, metadata or attributes."""
    assert isinstance(request, UpdateParticipantRequest)
    if len(request.name) > rooms.limits.display_name:
        raise Refusal("rtc.too_large", what="name", limit=rooms.limits.display_name)
    check_sizes(request.metadata, request.attributes, rooms.limits)
    session = _session(rooms, request.room, request.identity)
    who = session.who
    merged = {**(who.claims.attributes or {}), **request.attributes}
    check_sizes("", merged, rooms.limits)
    if request.name or request.metadata or request.attributes:
        session.rename(request.name, request.metadata, request.attributes)
    if request.HasField("permission"):
        session.permit(request.permission)
    return who.info()


def update_subscriptions(rooms: Rooms, request: Message) -> UpdateSubscriptionsResponse:
    """Let a participant receive tracks, or no longer, as if its client had asked."""
    assert isinstance(request, UpdateSubscriptionsRequest)
    session = _session(rooms, request.room, request.identity)
    wanted = UpdateSubscription(
        track_sids=request.track_sids,
        participant_tracks=request.participant_tracks,
        subscribe=request.subscribe,
    )
    messages.subscribe(session, wanted)
    return UpdateSubscriptionsResponse()


def send_data(rooms: Rooms, request: Message) -> SendDataResponse:
    """Send a data packet into a room, from the server."""
    assert isinstance(request, SendDataRequest)
    if len(request.nonce) not in (0, 16):  # none, or 128 bits
        raise Refusal("rtc.nonce")
    room = _room(rooms, request.room)
    if len(request.data) > rooms.limits.data_packet:
        raise Refusal("rtc.too_large", what="data", limit=rooms.limits.data_packet)
    packet = DataPacket(
        kind=request.kind,
        destination_identities=request.destination_identities,
        user=UserPacket(
            payload=request.data,
            topic=request.topic if request.HasField("topic") else None,
            destination_identities=request.destination_identities,
            destination_sids=request.destination_sids,
            nonce=request.nonce,
        ),
    )
    message = data.Addressed(
        packet.SerializeToString(),
        frozenset(request.destination_identities),
        frozenset(request.destination_sids),
    )
    label = data.LOSSY if request.kind == DataPacket.LOSSY else data.RELIABLE
    data.deliver(message, label, room.participants.values(), None)
    return SendDataResponse()


async def perform_rpc(rooms: Rooms, request: Message) -> PerformRpcResponse:
    """Have a participant's client do something, and say what it answers."""
    assert isinstance(request, PerformRpcRequest)
    if not request.destination_identity:
        raise Refusal("rtc.missing", what="destination_identity")
    who = _session(rooms, request.room, request.destination_identity).who
    call = rpc.asked(
        rooms.clock.sid("RPC_"), request.method, request.payload, request.response_timeout_ms
    )
    send = partial(who.peer.send_data, data.RELIABLE)
    return PerformRpcResponse(payload=await who.calls.perform(send, call))


METHODS: Mapping[str, Method] = {
    "CreateRoom": Method(CreateRoomRequest, _may_create, create_room),
    "ListRooms": Method(ListRoomsRequest, _may_list, list_rooms),
    "DeleteRoom": Method(DeleteRoomRequest, _may_create, delete_room),
    "ListParticipants": Method(ListParticipantsRequest, _may_administer, list_participants),
    "GetParticipant": Method(RoomParticipantIdentity, _may_administer, get_participant),
    "RemoveParticipant": Method(RoomParticipantIdentity, _may_administer, remove_participant),
    "MutePublishedTrack": Method(MuteRoomTrackRequest, _may_administer, mute_published_track),
    "UpdateParticipant": Method(UpdateParticipantRequest, _may_administer, update_participant),
    "UpdateSubscriptions": Method(
        UpdateSubscriptionsRequest, _may_administer, update_subscriptions
    ),
    "SendData": Method(SendDataRequest, _may_administer, send_data),
    "UpdateRoomMetadata": Method(
        UpdateRoomMetadataRequest, _may_administer, update_room_metadata
    ),
    "PerformRpc": Method(PerformRpcRequest, _may_administer, perform_rpc),
}

UNIMPLEMENTED = frozenset({"ForwardParticipant", "MoveParticipant"})
"""In LiveKit's API, and not here; moving and forwarding its open server lacks as well."""
