#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delivery/destination.h"
#include "waymark/time.h"

/// What a page had on its way when it was left, for the page that follows: nobody saw the replies.
namespace waymark::delivery {

/// Text of what is on its way to the destinations, uncertain or arrived; empty where there is nothing.
/// `{"key":<storage key>,"batches":[[destination, batch id, sent ms, [event ids]], …],
/// "acknowledged":[[destination, [event ids]], …]}`; the latter are records that wait for something else.
/// `released`: ids whose records have been given up for deletion, which may fail while a page is left.
std::string write_sent(std::string_view key, const List<Destination>& destinations, const queue::Queue& queue,
                       const std::vector<std::string>& released);

/// Takes such a text: batches of destinations that can be asked for them become uncertain, their events are held.
/// What was acknowledged is.
/// Returns the storage key, empty where the text is none of ours.
std::string read_sent(std::string_view text, List<Destination>& destinations, queue::Queue& queue, TimeMs now);

/// These events have reached the destination of this id, if there is one.
void acknowledge(const std::string& destination, const std::vector<std::string>& ids,
                 const List<Destination>& destinations, queue::Queue& queue);

}  // namespace waymark::delivery
