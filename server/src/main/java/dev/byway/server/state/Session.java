package dev.byway.server.state;

import dev.byway.wire.nfs4.ChannelAttrs4;
import dev.byway.wire.nfs4.SessionId4;
import org.jspecify.annotations.Nullable;

/// A session of a client: its slots, and what was agreed on. Any thread.
public final class Session {
  private final SessionId4 id;
  private final Client client;
  private final ChannelAttrs4 fore;
  private final ChannelAttrs4 back;
  private final int flags;
  private final Slot[] slots;

  Session(SessionId4 id, Client client, ChannelAttrs4 fore, ChannelAttrs4 back, int flags) {
    this.id = id;
    this.client = client;
    this.fore = fore;
    this.back = back;
    this.flags = flags;
    this.slots = new Slot[fore.maxrequests()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot();
    }
  }

  public SessionId4 id() {
    return id;
  }

  public Client client() {
    return client;
  }

  public ChannelAttrs4 fore() {
    return fore;
  }

  public ChannelAttrs4 back() {
    return back;
  }

  int flags() {
    return flags;
  }

  /// @param number unsigned
  /// @return null: there is no such slot
  public @Nullable Slot slot(int number) {
    return number >= 0 && number < slots.length ? slots[number] : null;
  }

  public int slots() {
    return slots.length;
  }
}
