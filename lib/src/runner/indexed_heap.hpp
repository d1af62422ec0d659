// A heap whose items can be found, moved and taken out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace occur::detail {

/// The place of an item in its heap.
using heap_place = std::uint32_t;
inline constexpr heap_place in_no_heap = UINT32_MAX;

/// A 4-ary heap of pointers, the least first. `Order` has
/// `key(const Item&)`, `less_on_tie(const Item&, const Item&)` and
/// `place(Item&)`, a `heap_place` that the item keeps for the heap. Keys are
/// kept beside the pointers, so that ordering seldom looks at an item.
template <class Item, class Order>
class indexed_heap {
 public:
  using key_type = decltype(Order::key(std::declval<const Item&>()));

  [[nodiscard]] bool empty() const noexcept { return nodes_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] Item& top() const noexcept { return *nodes_.front().item; }
  [[nodiscard]] key_type top_key() const noexcept { return nodes_.front().key; }

  /// Puts an item where its key now belongs, whether it is in the heap or not.
  void put(Item& item) {
    const node n{Order::key(item), &item};
    std::size_t at = Order::place(item);
    if (at == in_no_heap) {
      at = nodes_.size();
      nodes_.push_back(n);
    }
    settle(n, at);
  }

  /// Takes an item out, if it is there.
  void erase(Item& item) {
    const std::size_t at = Order::place(item);
    if (at == in_no_heap) return;
    Order::place(item) = in_no_heap;
    const node last = nodes_.back();
    nodes_.pop_back();
    if (at < nodes_.size()) settle(last, at);
  }

  void clear() {
    for (node& n : nodes_) Order::place(*n.item) = in_no_heap;
    nodes_.clear();
  }

 private:
  struct node {
    key_type key;
    Item* item;
  };

  static constexpr std::size_t width = 4;

  static bool less(const node& a, const node& b) {
    if (a.key != b.key) return a.key < b.key;
    return Order::less_on_tie(*a.item, *b.item);
  }

  void set(std::size_t at, const node& n) {
    nodes_[at] = n;
    Order::place(*n.item) = static_cast<heap_place>(at);
  }

  void settle(const node& n, std::size_t at) { down(n, up(n, at)); }

  std::size_t up(const node& n, std::size_t at) {
    while (at != 0 && less(n, nodes_[(at - 1) / width])) {
      set(at, nodes_[(at - 1) / width]);
      at = (at - 1) / width;
    }
    return at;
  }

  void down(const node& n, std::size_t at) {
    for (std::size_t child = least_child(at); child != 0 && less(nodes_[child], n);
         child = least_child(at)) {
      set(at, nodes_[child]);
      at = child;
    }
    set(at, n);
  }

  /// 0 without children.
  [[nodiscard]] std::size_t least_child(std::size_t of) const {
    const std::size_t first = of * width + 1;
    if (first >= nodes_.size()) return 0;
    std::size_t least = first;
    const std::size_t end = std::min(first + width, nodes_.size());
    for (std::size_t i = first + 1; i < end; ++i) {
      if (less(nodes_[i], nodes_[least])) least = i;
    }
    return least;
  }

  std::vector<node> nodes_;
};

}  // namespace occur::detail
