package org.clustershare.platform.json;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/**
 * A view of a list whose entries are made when they are read. JSON Binding reads and writes one
 * after another, so a long answer is never in memory as a whole.
 */
public final class MappedList<T, R> extends AbstractList<R> {
  private final List<T> list;
  private final Function<T, R> mapping;

  /** The view of a list that does not change any more. */
  public MappedList(List<T> list, Function<T, R> mapping) {
    this.list = list;
    this.mapping = mapping;
  }

  @Override
  public R get(int index) {
    return mapping.apply(list.get(index));
  }

  @Override
  public int size() {
    return list.size();
  }
}
