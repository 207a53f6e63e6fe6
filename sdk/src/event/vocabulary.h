#pragma once

#include <string_view>

/// Names of events the core itself reads or writes. Shop events are Segment's e-commerce spec, version 2.
namespace waymark::event::names {

inline constexpr std::string_view kProductListViewed = "Product List Viewed";
inline constexpr std::string_view kProductViewed = "Product Viewed";
inline constexpr std::string_view kProductAdded = "Product Added";
inline constexpr std::string_view kProductRemoved = "Product Removed";
inline constexpr std::string_view kProductAddedToWishlist = "Product Added to Wishlist";
inline constexpr std::string_view kCartViewed = "Cart Viewed";
inline constexpr std::string_view kOrderCompleted = "Order Completed";

inline constexpr std::string_view kMessageShown = "Message Shown";
inline constexpr std::string_view kMessageClicked = "Message Clicked";
inline constexpr std::string_view kMessageDismissed = "Message Dismissed";
inline constexpr std::string_view kMessageSubmitted = "Message Submitted";

inline constexpr std::string_view kLinkClicked = "Link Clicked";
inline constexpr std::string_view kScrollDepthReached = "Scroll Depth Reached";

}  // namespace waymark::event::names
