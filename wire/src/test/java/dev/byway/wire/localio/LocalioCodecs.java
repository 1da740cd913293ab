package dev.byway.wire.localio;

import dev.byway.wire.Codec;
import java.util.List;
import java.util.UUID;

/// All messages of LOCALIO.
public final class LocalioCodecs {
  public static final List<Codec<?>> ALL =
      List.of(
          new Codec<>(
              "UUID_IS_LOCAL",
              v -> new UuidIsLocal(new UUID(v.int64(), v.int64())),
              UuidIsLocal::encode,
              UuidIsLocal::decode));

  private LocalioCodecs() {}
}
