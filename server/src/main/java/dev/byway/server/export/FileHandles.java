package dev.byway.server.export;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The file handles that clients keep:
///
/// ```
/// version[1] flags[1] export[4] mac[16] node[1..40]
/// ```
///
/// `mac` is the first half of HMAC-SHA256, under the state folder's key, of all the rest. So no
/// client can make a handle of a node it was not shown, or carry one over to another export; and
/// handles hold across restarts for as long as the room's own do.
///
/// A bounded table remembers what was resolved and what was made: a READ computes no MAC and asks
/// no room. Lock-free, four places for each hash; a new entry drops an old one of its four.
public final class FileHandles {
  /// The longest handle, in bytes.
  public static final int MAX = 62;

  private static final byte VERSION = 1;
  private static final int EXPORT_AT = 2;
  private static final int MAC_AT = 6;
  private static final int MAC_BYTES = 16;
  private static final int NODE_AT = MAC_AT + MAC_BYTES;
  private static final int WAYS = 4;

  private final Exports exports;
  private final ThreadLocal<Mac> macs;
  private final AtomicReferenceArray<@Nullable Slot> slots;

  /// @param hash of export and node
  /// @param table when it was made: after a reload the export may be another
  private record Slot(int hash, ExportTable table, ExportedNode value) {}

  /// @param capacity how many are remembered: a power of two, at least 4
  public FileHandles(Exports exports, StateFolder state, int capacity) {
    this.exports = exports;
    SecretKeySpec key = new SecretKeySpec(state.key(), "HmacSHA256");
    this.macs = ThreadLocal.withInitial(() -> mac(key));
    this.slots = new AtomicReferenceArray<>(capacity);
  }

  /// The node of a handle.
  ///
  /// @param nowait throw EAGAIN rather than wait for the room
  /// @throws ErrnoException EBADF: not one of ours; ESTALE: the export or the node is gone; EAGAIN
  public ExportedNode resolve(byte[] handle, boolean nowait) throws ErrnoException {
    if (handle.length <= NODE_AT || handle.length > MAX || handle[0] != VERSION) {
      throw Errno.EBADF.exception();
    }
    ExportTable table = exports.table();
    int hash = hash(exportId(handle), handle, NODE_AT);
    int first = place(hash);
    for (int i = first; i < first + WAYS; i++) {
      Slot slot = slots.getAcquire(i);
      if (slot != null
          && slot.hash == hash
          && slot.table == table
          && Arrays.equals(slot.value.handle(), handle)) {
        return slot.value;
      }
    }
    return resolveAnew(table, handle, hash, nowait);
  }

  private ExportedNode resolveAnew(ExportTable table, byte[] handle, int hash, boolean nowait)
      throws ErrnoException {
    if (!isOurs(handle)) {
      throw Errno.EBADF.exception();
    }
    Export export = table.byId(exportId(handle));
    if (export == null) {
      throw Errno.ESTALE.exception();
    }
    Caller server = nowait ? Caller.ROOT.asNowait() : Caller.ROOT;
    byte[] inRoom = Arrays.copyOfRange(handle, NODE_AT, handle.length);
    Node node = export.vfs().resolve(server, inRoom);
    return remember(new Slot(hash, table, new ExportedNode(export, node, handle)));
  }

  /// The handle of a node that a room gave out.
  public ExportedNode of(Export export, Node node) {
    byte[] inRoom = node.handle();
    byte[] handle = new byte[NODE_AT + inRoom.length];
    ByteBuffer.wrap(handle).put(VERSION).put((byte) 0).putInt(export.id()).put(NODE_AT, inRoom);
    int hash = hash(export.id(), inRoom, 0);
    int first = place(hash);
    for (int i = first; i < first + WAYS; i++) {
      Slot slot = slots.getAcquire(i);
      if (slot != null
          && slot.hash == hash
          && slot.value.export() == export
          && Arrays.equals(slot.value.node().handle(), inRoom)) {
        return slot.value;
      }
    }
    System.arraycopy(mac(handle), 0, handle, MAC_AT, MAC_BYTES);
    ExportedNode value = new ExportedNode(export, node, handle);
    ExportTable table = exports.table();
    return table.byId(export.id()) == export ? remember(new Slot(hash, table, value)) : value;
  }

  private ExportedNode remember(Slot slot) {
    int first = place(slot.hash);
    int at = first + ThreadLocalRandom.current().nextInt(WAYS);
    for (int i = first; i < first + WAYS; i++) {
      Slot there = slots.getAcquire(i);
      if (there == null || there.table != slot.table) {
        at = i;
        break;
      }
    }
    slots.setRelease(at, slot);
    return slot.value;
  }

  /// Forgets all that was remembered; for a withdrawn export, so that its nodes can be collected.
  public void clear() {
    for (int i = 0; i < slots.length(); i++) {
      slots.set(i, null);
    }
  }

  private int place(int hash) {
    return hash & slots.length() - WAYS;
  }

  private static int exportId(byte[] handle) {
    return handle[EXPORT_AT] << 24
        | (handle[EXPORT_AT + 1] & 0xff) << 16
        | (handle[EXPORT_AT + 2] & 0xff) << 8
        | handle[EXPORT_AT + 3] & 0xff;
  }

  private static int hash(int export, byte[] bytes, int from) {
    int h = export;
    for (int i = from; i < bytes.length; i++) {
      h = 31 * h + bytes[i];
    }
    h *= 0x9e3779b9;
    return h ^ (h >>> 15);
  }

  /// Takes as long for a wrong MAC as for a right one.
  private boolean isOurs(byte[] handle) {
    byte[] mac = mac(handle);
    int differences = 0;
    for (int i = 0; i < MAC_BYTES; i++) {
      differences |= mac[i] ^ handle[MAC_AT + i];
    }
    return differences == 0;
  }

  /// Over everything but the MAC itself.
  private byte[] mac(byte[] handle) {
    Mac mac = macs.get();
    mac.update(handle, 0, MAC_AT);
    mac.update(handle, NODE_AT, handle.length - NODE_AT);
    return mac.doFinal();
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
