#include "waymark/list.h"

#include <algorithm>
#include <cstring>

namespace waymark {

PointerArray::~PointerArray() { delete[] data_; }

void PointerArray::swap(PointerArray& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(room_, other.room_);
}

void PointerArray::insert(std::size_t at, void* pointer) {
  if (size_ == room_) {
    room_ = std::max<std::uint32_t>(4, room_ * 2);
    void** wider = new void*[room_];
    if (size_) std::memcpy(wider, data_, size_ * sizeof(void*));
    delete[] data_;
    data_ = wider;
  }
  if (at < size_) std::memmove(data_ + at + 1, data_ + at, (size_ - at) * sizeof(void*));
  data_[at] = pointer;
  ++size_;
}

void PointerArray::erase(std::size_t at) {
  --size_;
  if (at < size_) std::memmove(data_ + at, data_ + at + 1, (size_ - at) * sizeof(void*));
}

}  // namespace waymark
