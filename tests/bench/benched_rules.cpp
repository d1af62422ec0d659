#include "benched_rules.hpp"

#include <array>

namespace occur::bench {
namespace {

constexpr std::string_view usual_start = ":19970902T090000Z";

constexpr std::array rules{
    benched_rule{"daily", usual_start, "FREQ=DAILY"},
    benched_rule{"weekly, MO WE FR", usual_start, "FREQ=WEEKLY;BYDAY=MO,WE,FR"},
    benched_rule{"every 2 weeks", usual_start, "FREQ=WEEKLY;INTERVAL=2"},
    benched_rule{"last Friday", usual_start, "FREQ=MONTHLY;BYDAY=-1FR"},
    benched_rule{"last workday", usual_start, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
    benched_rule{"the 31st", usual_start, "FREQ=MONTHLY;BYMONTHDAY=31"},
    benched_rule{"29 February", usual_start, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"},
    benched_rule{"Monday of week 53", usual_start, "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
                 "takes the last week of years that have 52, such as that of 2003-12-29", 1421},
    benched_rule{"days -1 and 100 of the year", usual_start, "FREQ=YEARLY;BYYEARDAY=-1,100"},
    benched_rule{"Friday 13th", usual_start, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"},
    benched_rule{"every 12 hours", usual_start, "FREQ=HOURLY;INTERVAL=12"},
    benched_rule{"every 5 minutes of work", usual_start,
                 "FREQ=MINUTELY;INTERVAL=5;BYHOUR=9,10,11,12,13,14,15,16;BYDAY=MO,TU,WE,TH,FR"},
    benched_rule{"every second", usual_start, "FREQ=SECONDLY"},
    benched_rule{"US election day", ":19961105T090000Z",
                 "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"},
    benched_rule{"daily in New York", ";TZID=America/New_York:19970902T090000", "FREQ=DAILY"},
    benched_rule{"January, BYSETPOS of times", usual_start,
                 "FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8,17;BYMINUTE=0,30;"
                 "BYSETPOS=1,-1",
                 "counts BYSETPOS in days, not in occurrences", 16'004},
};
static_assert(rules.size() == 16);

}  // namespace

std::span<const benched_rule> benched_rules() { return rules; }

std::string block(std::string_view start, std::string_view rule) {
  return std::string{"DTSTART"}.append(start).append("\nRRULE:").append(rule);
}

}  // namespace occur::bench
