package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.ninep.Qid;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Twalk: walk(5).
final class Walking {
  private Walking() {}

  static void walk(NinepCall call, Walk9.Twalk walk) throws ErrnoException {
    Session session = call.session();
    Fid fid = session.fid(walk.fid());
    boolean itself = walk.newfid() == walk.fid();
    if (!itself && session.has(walk.newfid()) || itself && fid.isOpen()) {
      throw Errno.EBADF.exception();
    }
    Caller caller = call.caller(fid);
    List<Qid> qids = new ArrayList<>(walk.wnames().size());
    Fid.Place place = fid.place();
    for (XdrString name : walk.wnames()) {
      Fid.Place next = step(fid.attachment(), caller, place.node(), name, qids);
      if (next == null) {
        call.reply(new Walk9.Rwalk(qids));
        return;
      }
      place = next;
    }
    if (itself) {
      fid.place(place);
    } else {
      session.add(
          walk.newfid(), new Fid(fid.attachment(), place.node(), place.parent(), place.name()));
    }
    call.reply(new Walk9.Rwalk(qids));
  }

  /// @param qids gets that of what was found
  /// @return null: it was not found, but something before it was, which is then the answer
  private static Fid.@Nullable Place step(
      Attachment attachment, Caller caller, Node from, XdrString text, List<Qid> qids)
      throws ErrnoException {
    try {
      Name name = Name.of(text.unsafeBytes());
      if (name.isDotDot() && from.equals(attachment.root())) {
        qids.add(Modes.qid(attachment, attachment.vfs().getattr(caller, from)));
        return new Fid.Place(from, null, null);
      }
      Entry entry = attachment.vfs().lookup(caller, from, name);
      qids.add(Modes.qid(attachment, entry.attributes()));
      boolean known = !name.isSpecial();
      return new Fid.Place(entry.node(), known ? from : null, known ? name : null);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN || qids.isEmpty()) {
        throw e;
      }
      return null;
    }
  }
}
