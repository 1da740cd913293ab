package dev.byway.wire;

import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.Diropargs3;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Ftype3;
import dev.byway.wire.nfs3.Mknoddata3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.WccAttr;
import dev.byway.wire.nfs3.WccData;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Made-up values of every wire type, the same ones for the same seed. Edges come more often than
/// chance would have them.
public final class Values {
  private final Random random;

  public Values(long seed) {
    random = new Random(seed);
  }

  public int int32() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Integer.MIN_VALUE;
      case 3 -> random.nextInt(100);
      default -> random.nextInt();
    };
  }

  public long int64() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Long.MIN_VALUE;
      case 3 -> random.nextInt(100);
      default -> random.nextLong();
    };
  }

  public boolean bool() {
    return random.nextBoolean();
  }

  /// 0 to `max`, both ends often, and mostly small.
  public int length(int max) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> max;
      case 2 -> random.nextInt(max + 1);
      default -> random.nextInt(Math.min(max, 20) + 1);
    };
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public XdrString string(int max) {
    return XdrString.of(bytes(length(max)));
  }

  public ByteBuffer data(int max) {
    return ByteBuffer.wrap(bytes(length(max)));
  }

  @SafeVarargs
  public final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  public <T> @Nullable T maybe(Supplier<T> value) {
    return bool() ? value.get() : null;
  }

  public <T> List<T> list(int max, Supplier<T> element) {
    int size = length(max);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  public OpaqueAuth auth() {
    return bool() ? OpaqueAuth.NONE : new OpaqueAuth(int32(), data(OpaqueAuth.MAX_BODY));
  }

  public NfsStat3 error() {
    NfsStat3[] all = NfsStat3.values();
    return all[1 + random.nextInt(all.length - 1)];
  }

  public FileHandle3 handle() {
    return FileHandle3.of(bytes(length(Nfs3.NFS3_FHSIZE)));
  }

  public @Nullable FileHandle3 postOpHandle() {
    return maybe(this::handle);
  }

  public NfsTime3 time() {
    return new NfsTime3(int32(), int32());
  }

  public Fattr3 attributes() {
    return new Fattr3(
        oneOf(Ftype3.values()),
        int32(),
        int32(),
        int32(),
        int32(),
        int64(),
        int64(),
        int32(),
        int32(),
        int64(),
        int64(),
        time(),
        time(),
        time());
  }

  public @Nullable Fattr3 postOp() {
    return maybe(this::attributes);
  }

  public WccData wcc() {
    return new WccData(maybe(() -> new WccAttr(int64(), time(), time())), postOp());
  }

  public XdrString name() {
    return string(Nfs3.MAX_FILENAME);
  }

  public XdrString path() {
    return string(Nfs3.MAX_PATH);
  }

  public Diropargs3 dirop() {
    return new Diropargs3(handle(), name());
  }

  public SetTime3 setTime() {
    return oneOf(
        SetTime3.DontChange.INSTANCE,
        SetTime3.ServerTime.INSTANCE,
        new SetTime3.ClientTime(time()));
  }

  public Sattr3 sattr() {
    return new Sattr3(
        maybe(this::int32),
        maybe(this::int32),
        maybe(this::int32),
        maybe(this::int64),
        setTime(),
        setTime());
  }

  public StableHow stable() {
    return oneOf(StableHow.values());
  }

  public Createhow3 createhow() {
    return oneOf(
        new Createhow3.Unchecked(sattr()),
        new Createhow3.Guarded(sattr()),
        new Createhow3.Exclusive(int64()));
  }

  public Mknoddata3 mknoddata() {
    return oneOf(
        new Mknoddata3.Device(oneOf(Ftype3.NF3CHR, Ftype3.NF3BLK), sattr(), int32(), int32()),
        new Mknoddata3.Pipe(oneOf(Ftype3.NF3SOCK, Ftype3.NF3FIFO), sattr()),
        new Mknoddata3.Other(oneOf(Ftype3.NF3REG, Ftype3.NF3DIR, Ftype3.NF3LNK)));
  }
}
