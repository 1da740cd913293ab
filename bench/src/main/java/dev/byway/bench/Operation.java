package dev.byway.bench;

/// What a cell of the table does, with fio's names.
public enum Operation {
  RANDREAD("randread", true, false),
  RANDWRITE("randwrite", true, true),
  READ("read", false, false),
  WRITE("write", false, true);

  private final String label;
  private final boolean random;
  private final boolean write;

  Operation(String label, boolean random, boolean write) {
    this.label = label;
    this.random = random;
    this.write = write;
  }

  /// @throws IllegalArgumentException there is none of this name
  public static Operation of(String label) {
    for (Operation operation : values()) {
      if (operation.label.equals(label)) {
        return operation;
      }
    }
    throw new IllegalArgumentException(
        "'" + label + "' is none of randread, randwrite, read and write");
  }

  /// The name in the table and in JSON.
  public String label() {
    return label;
  }

  public boolean random() {
    return random;
  }

  public boolean write() {
    return write;
  }
}
