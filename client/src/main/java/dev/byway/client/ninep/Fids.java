package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Qid;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/// What a connection has of the server's: a fid for each user's root, and for the nodes that each
/// used lately. Any thread. Numbers are never used twice, so one that was given up meanwhile is an
/// error and never another file.
final class Fids {
  /// Most nodes whose fids are kept.
  private static final int KEPT = 4096;

  private final NinepLink link;
  private final String aname;
  private final ConcurrentHashMap<Caller, Integer> roots = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Key, Kept> kept = new ConcurrentHashMap<>();
  private final ArrayDeque<Kept> row = new ArrayDeque<>();

  private record Key(Caller caller, NinepNode node) {}

  private static final class Kept {
    final Key key;
    final int fid;
    volatile boolean used;

    Kept(Key key, int fid) {
      this.key = key;
      this.fid = fid;
    }
  }

  Fids(NinepLink link, String aname) {
    this.link = link;
    this.aname = aname;
  }

  NinepLink link() {
    return link;
  }

  /// The root as a user sees it.
  int root(Caller caller) throws ErrnoException {
    Integer known = roots.get(caller);
    if (known != null) {
      return known;
    }
    int fid = link.newFid();
    attach(caller, fid);
    Integer other = roots.putIfAbsent(caller, fid);
    if (other != null) {
      link.clunkLater(fid);
      return other;
    }
    return fid;
  }

  /// The name says all of the caller to a server that knows how to read it; others take the number.
  Qid attach(Caller caller, int fid) throws ErrnoException {
    StringJoiner name = new StringJoiner(",");
    name.add(Integer.toUnsignedString(caller.uid()) + ":" + Integer.toUnsignedString(caller.gid()));
    for (int i = 0; i < caller.groupCount(); i++) {
      name.add(Integer.toUnsignedString(caller.group(i)));
    }
    var attach =
        new Session9.Tattach(
            fid, Ninep.NOFID, XdrString.of(name.toString()), XdrString.of(aname), caller.uid());
    return ((Session9.Rattach) link.call(attach)).qid();
  }

  /// A fid of a node, for a moment: it may be given up at any time.
  int of(Caller caller, NinepNode node) throws ErrnoException {
    if (node == node.room().root()) {
      return root(caller);
    }
    Kept known = kept.get(new Key(caller, node));
    if (known != null) {
      known.used = true;
      return known.fid;
    }
    List<XdrString> names = new ArrayList<>();
    int from = nearest(caller, node, names);
    int fid = walk(from, names.reversed(), node.path());
    keep(caller, node, fid);
    Kept now = kept.get(new Key(caller, node));
    return now == null ? fid : now.fid;
  }

  /// The fid of the nearest directory above that has one.
  ///
  /// @param names gets the way from there, in reverse
  private int nearest(Caller caller, NinepNode node, List<XdrString> names) throws ErrnoException {
    NinepNode at = node;
    while (true) {
      Name name = at.name;
      NinepNode parent = at.parent;
      if (name == null || parent == null || names.size() > 4096) {
        throw Errno.ESTALE.exception();
      }
      names.add(XdrString.of(name.bytes()));
      if (parent == node.room().root()) {
        return root(caller);
      }
      Kept known = kept.get(new Key(caller, parent));
      if (known != null) {
        known.used = true;
        return known.fid;
      }
      at = parent;
    }
  }

  /// @throws ErrnoException ESTALE something else is there
  private int walk(int from, List<XdrString> names, long path) throws ErrnoException {
    int at = from;
    for (int done = 0; done < names.size(); done += Ninep.MAXWELEM) {
      List<XdrString> part = names.subList(done, Math.min(names.size(), done + Ninep.MAXWELEM));
      int fid = link.newFid();
      List<Qid> qids;
      try {
        qids = ((Walk9.Rwalk) link.call(new Walk9.Twalk(at, fid, part))).wqids();
      } catch (ErrnoException e) {
        throw e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR
            ? Errno.ESTALE.exception()
            : e;
      } finally {
        if (at != from) {
          link.clunkLater(at);
        }
      }
      if (qids.size() < part.size()) {
        throw Errno.ESTALE.exception();
      }
      boolean last = done + Ninep.MAXWELEM >= names.size();
      if (last && qids.getLast().path() != path) {
        link.clunkLater(fid);
        throw Errno.ESTALE.exception();
      }
      at = fid;
    }
    return at;
  }

  /// Keeps a fid for a node, and gives up one that was not used lately.
  void keep(Caller caller, NinepNode node, int fid) {
    Key key = new Key(caller, node);
    Kept fresh = new Kept(key, fid);
    fresh.used = true;
    if (kept.putIfAbsent(key, fresh) != null) {
      link.clunkLater(fid);
      return;
    }
    synchronized (row) {
      row.addLast(fresh);
      while (row.size() > KEPT) {
        Kept oldest = row.removeFirst();
        if (kept.get(oldest.key) != oldest) {
          continue;
        }
        if (oldest.used) {
          oldest.used = false;
          row.addLast(oldest);
        } else if (kept.remove(oldest.key, oldest)) {
          link.clunkLater(oldest.fid);
        }
      }
    }
  }

  /// The fid that is kept for a node is none any more.
  void forget(Caller caller, NinepNode node, int fid) {
    Key key = new Key(caller, node);
    Kept known = kept.get(key);
    if (known != null && known.fid == fid) {
      kept.remove(key, known);
    }
  }

  /// A fid of a node, the caller's own to open and to clunk.
  int copy(Caller caller, NinepNode node) throws ErrnoException {
    int fid = link.newFid();
    link.call(new Walk9.Twalk(of(caller, node), fid, List.of()));
    return fid;
  }
}
