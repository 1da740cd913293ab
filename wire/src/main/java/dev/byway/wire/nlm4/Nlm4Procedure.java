package dev.byway.wire.nlm4;

/// The procedures of NLM version 4, RFC 1813 §6.3. Those of the form `_MSG` are answered by a call
/// of the form `_RES` the other way.
public enum Nlm4Procedure {
  NULL(0),
  TEST(1),
  LOCK(2),
  CANCEL(3),
  UNLOCK(4),
  GRANTED(5),
  TEST_MSG(6),
  LOCK_MSG(7),
  CANCEL_MSG(8),
  UNLOCK_MSG(9),
  GRANTED_MSG(10),
  TEST_RES(11),
  LOCK_RES(12),
  CANCEL_RES(13),
  UNLOCK_RES(14),
  GRANTED_RES(15),
  SHARE(20),
  UNSHARE(21),
  NM_LOCK(22),
  FREE_ALL(23);

  private final int number;

  Nlm4Procedure(int number) {
    this.number = number;
  }

  /// The number on the wire.
  public int number() {
    return number;
  }
}
