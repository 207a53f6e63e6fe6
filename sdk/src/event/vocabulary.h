#pragma once

#include <string_view>

/// Names of events the core itself reads or writes. Shop events are Segment's e-commerce spec, version 2.
namespace waymark::event::names {

inline constexpr const char* kProductListViewed = "Product List Viewed";
inline constexpr const char* kProductViewed = "Product Viewed";
inline constexpr const char* kProductAdded = "Product Added";
inline constexpr const char* kProductRemoved = "Product Removed";
inline constexpr const char* kProductAddedToWishlist = "Product Added to Wishlist";
inline constexpr const char* kCartViewed = "Cart Viewed";
inline constexpr const char* kOrderCompleted = "Order Completed";
/// Of our own: the cart was left alone for config `cart.abandonedAfterMs`.
inline constexpr const char* kCartAbandoned = "Cart Abandoned";
inline constexpr const char* kStageEntered = "Stage Entered";
inline constexpr const char* kSegmentEntered = "Segment Entered";
inline constexpr const char* kSegmentLeft = "Segment Left";
/// Carries another profile of the visitor through the journal and to the other tabs; no destination gets it.
inline constexpr const char* kProfileMerged = "Profile Merged";

inline constexpr const char* kMessageShown = "Message Shown";
inline constexpr const char* kMessageClicked = "Message Clicked";
inline constexpr const char* kMessageDismissed = "Message Dismissed";
inline constexpr const char* kMessageSubmitted = "Message Submitted";
inline constexpr const char* kMessageConverted = "Message Converted";
inline constexpr const char* kMessageSuppressed = "Message Suppressed";
inline constexpr const char* kRuleApplied = "Rule Applied";
inline constexpr const char* kExperimentViewed = "Experiment Viewed";
inline constexpr const char* kFollowupRequested = "Followup Requested";

inline constexpr const char* kLinkClicked = "Link Clicked";
inline constexpr const char* kElementClicked = "Element Clicked";
inline constexpr const char* kElementViewed = "Element Viewed";
inline constexpr const char* kFileDownloaded = "File Downloaded";
inline constexpr const char* kPageEngaged = "Page Engaged";
inline constexpr const char* kProductsSearched = "Products Searched";
inline constexpr const char* kScrollDepthReached = "Scroll Depth Reached";
inline constexpr const char* kLoss = "Waymark Loss";
inline constexpr const char* kConsentUpdated = "Consent Updated";
inline constexpr const char* kDataDeletionRequested = "Data Deletion Requested";

}  // namespace waymark::event::names

namespace waymark::event {

/// True for the events that tell of a stage or segment.
inline bool is_entry(std::string_view name) {
  return name == names::kStageEntered || name == names::kSegmentEntered || name == names::kSegmentLeft;
}

}  // namespace waymark::event
