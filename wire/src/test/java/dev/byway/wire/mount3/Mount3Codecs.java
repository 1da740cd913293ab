package dev.byway.wire.mount3;

import dev.byway.wire.Codec;
import dev.byway.wire.Values;
import dev.byway.wire.nfs3.FileHandle3;
import java.util.List;

/// All messages of MOUNT.
public final class Mount3Codecs {
  public static final List<Codec<?>> ALL =
      List.of(
          new Codec<>(
              "dirpath",
              v -> new Dirpath(v.string(Mount3.MNTPATHLEN)),
              Dirpath::encode,
              Dirpath::decode),
          new Codec<>("mountres3", Mount3Codecs::mnt3, Mnt3::encode, Mnt3::decode),
          new Codec<>("fhstatus", Mount3Codecs::mnt1, Mnt1::encode, Mnt1::decode),
          new Codec<>("mountlist", Mount3Codecs::dump, Dump3::encode, Dump3::decode),
          new Codec<>("exports", Mount3Codecs::export, Export3::encode, Export3::decode));

  private Mount3Codecs() {}

  private static Mnt3 mnt3(Values v) {
    return v.oneOf(
        new Mnt3.Ok(v.handle(), v.list(Mnt3.MAX_FLAVORS, v::int32)),
        new Mnt3.Fail(v.oneOf(Mountstat3.MNT3ERR_ACCES, Mountstat3.MNT3ERR_SERVERFAULT)));
  }

  private static Mnt1 mnt1(Values v) {
    return v.oneOf(
        new Mnt1.Ok(FileHandle3.of(v.bytes(Mount3.FHSIZE))), new Mnt1.Fail(1 + v.length(100)));
  }

  private static Dump3 dump(Values v) {
    return new Dump3(
        v.list(
            20,
            () -> new Dump3.Mountbody(v.string(Mount3.MNTNAMLEN), v.string(Mount3.MNTPATHLEN))));
  }

  private static Export3 export(Values v) {
    return new Export3(
        v.list(
            20,
            () ->
                new Export3.Exportnode(
                    v.string(Mount3.MNTPATHLEN), v.list(10, () -> v.string(Mount3.MNTNAMLEN)))));
  }
}
