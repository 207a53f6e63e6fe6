#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>

namespace waymark {

/// What all lists share, whatever they hold: an array of pointers that grows.
class PointerArray {
 public:
  PointerArray() = default;
  PointerArray(PointerArray&& other) noexcept { swap(other); }
  PointerArray& operator=(PointerArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~PointerArray();

  void swap(PointerArray& other) noexcept;
  void insert(std::size_t at, void* pointer);
  void erase(std::size_t at);
  void truncate(std::size_t size) { size_ = static_cast<std::uint32_t>(size); }

  std::size_t size() const { return size_; }
  void** data() const { return data_; }

 private:
  void** data_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t room_ = 0;
};

/// A sequence of values, each on its own piece of the heap. Use it for structs: references stay good while the
/// list grows, and unlike std::vector it costs next to no Wasm for one more type (std::vector: about 700 bytes).
template <class T>
class List {
 public:
  using value_type = T;

  template <class Item>
  class Iterator {
   public:
    explicit Iterator(void** at) : at_(at) {}
    Item& operator*() const { return *static_cast<Item*>(*at_); }
    Item* operator->() const { return static_cast<Item*>(*at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }

   private:
    void** at_;
  };

  List() = default;
  List(std::initializer_list<T> items) {
    for (const T& item : items) push_back(item);
  }
  List(const List& other) {
    for (const T& item : other) push_back(item);
  }
  List(List&& other) noexcept = default;
  List& operator=(const List& other) {
    if (this == &other) return *this;
    clear();
    for (const T& item : other) push_back(item);
    return *this;
  }
  List& operator=(List&& other) noexcept {
    clear();
    pointers_.swap(other.pointers_);
    return *this;
  }
  ~List() { clear(); }

  std::size_t size() const { return pointers_.size(); }
  bool empty() const { return pointers_.size() == 0; }
  T& operator[](std::size_t i) { return *static_cast<T*>(pointers_.data()[i]); }
  const T& operator[](std::size_t i) const { return *static_cast<const T*>(pointers_.data()[i]); }
  T& front() { return (*this)[0]; }
  const T& front() const { return (*this)[0]; }
  T& back() { return (*this)[size() - 1]; }
  const T& back() const { return (*this)[size() - 1]; }
  Iterator<T> begin() { return Iterator<T>(pointers_.data()); }
  Iterator<T> end() { return Iterator<T>(pointers_.data() + size()); }
  Iterator<const T> begin() const { return Iterator<const T>(pointers_.data()); }
  Iterator<const T> end() const { return Iterator<const T>(pointers_.data() + size()); }

  template <class... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    return emplace(size(), std::forward<Arguments>(arguments)...);
  }
  /// Makes an element in front of the one at `at`.
  template <class... Arguments>
  T& emplace(std::size_t at, Arguments&&... arguments) {
    T* item = new T{std::forward<Arguments>(arguments)...};
    pointers_.insert(at, item);
    return *item;
  }
  void push_back(const T& item) { pointers_.insert(size(), new T(item)); }
  void push_back(T&& item) { pointers_.insert(size(), new T(std::move(item))); }

  void erase(std::size_t at) {
    delete &(*this)[at];
    pointers_.erase(at);
  }
  void pop_back() { erase(size() - 1); }
  void clear() {
    for (T& item : *this) delete &item;
    pointers_.truncate(0);
  }
  template <class Matches>
  void remove_if(Matches matches) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      void* const pointer = pointers_.data()[i];
      if (matches(*static_cast<T*>(pointer))) {
        delete static_cast<T*>(pointer);
      } else {
        pointers_.data()[kept++] = pointer;
      }
    }
    pointers_.truncate(kept);
  }
  /// The first element that matches, or null.
  template <class Matches>
  T* find_if(Matches matches) {
    for (T& item : *this) {
      if (matches(item)) return &item;
    }
    return nullptr;
  }
  template <class Matches>
  const T* find_if(Matches matches) const {
    return const_cast<List*>(this)->find_if(matches);
  }
  template <class Matches>
  std::size_t count_if(Matches matches) const {
    std::size_t count = 0;
    for (const T& item : *this) count += matches(item) ? 1U : 0U;
    return count;
  }
  /// Place of an element of this list.
  std::size_t place_of(const T& item) const {
    std::size_t place = 0;
    while (&(*this)[place] != &item) ++place;
    return place;
  }
  /// Takes over one element of another list, behind its own: no copy, references to it stay good.
  T& take(List& other, std::size_t at) {
    pointers_.insert(size(), other.pointers_.data()[at]);
    other.pointers_.erase(at);
    return back();
  }
  /// Takes over all elements of another list, behind its own.
  void append(List&& other) {
    for (std::size_t i = 0; i < other.size(); ++i) pointers_.insert(size(), other.pointers_.data()[i]);
    other.pointers_.truncate(0);
  }

 private:
  PointerArray pointers_;
};

}  // namespace waymark
