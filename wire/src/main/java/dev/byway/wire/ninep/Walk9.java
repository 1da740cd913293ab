package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;

/// walk(5).
public final class Walk9 {
  private Walk9() {}

  private static int count(NinepReader reader) throws WireException {
    int count = reader.uint16();
    if (count > Ninep.MAXWELEM) {
      throw new WireException("a walk of " + count + " names");
    }
    return count;
  }

  private static List<XdrString> names(NinepReader reader) throws WireException {
    int count = count(reader);
    List<XdrString> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(reader.string());
    }
    return names;
  }

  private static List<Qid> qids(NinepReader reader) throws WireException {
    int count = count(reader);
    List<Qid> qids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      qids.add(Qid.decode(reader));
    }
    return qids;
  }

  /// At most [Ninep#MAXWELEM] names.
  public record Twalk(int fid, int newfid, List<XdrString> wnames) implements Message {
    static Twalk decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Twalk(reader.int32(), reader.int32(), names(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.TWALK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(newfid);
      writer.int16(wnames.size());
      for (XdrString each : wnames) {
        writer.string(each);
      }
    }
  }

  /// One for each name that was found: as many as names, or `newfid` was not made.
  public record Rwalk(List<Qid> wqids) implements Message {
    static Rwalk decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rwalk(qids(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RWALK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int16(wqids.size());
      for (Qid each : wqids) {
        each.encode(writer);
      }
    }
  }
}
