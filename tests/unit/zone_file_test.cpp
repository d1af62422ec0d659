// The private halves of the zone room: TZif files of every kind, POSIX rules, and the user's zone.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <catch2/catch.hpp>

#include "zone/local_zone.hpp"
#include "zone/posix_rule.hpp"
#include "zone/timeline.hpp"
#include "zone/tzif.hpp"
#include "zone/zone_directory.hpp"

namespace {

namespace fs = std::filesystem;
using occur::detail::posix_rule;
using occur::detail::read_tzif;
using occur::detail::timeline;
using occur::detail::zone_directory;
using std::chrono::hours;
using std::chrono::seconds;

std::string big_endian(std::int64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xff);
  }
  return text;
}

/// A zone file in the making: winter at +1, summer at +2, and `LMT` before all.
struct sample {
  char version = '2';
  std::vector<std::pair<std::int64_t, int>> changes{};
  std::string footer{};
  int leap_seconds = 0;

  [[nodiscard]] std::string block(char marked, int time_size) const {
    const std::string letters("LMT\0CET\0CEST\0", 13);
    std::string text = "TZif" + std::string(1, marked) + std::string(15, '\0');
    for (const int count : {0, 0, leap_seconds, static_cast<int>(changes.size()), 3, 13}) {
      text += big_endian(count, 4);
    }
    for (const auto& [at, setting] : changes) text += big_endian(at, time_size);
    for (const auto& [at, setting] : changes) text += static_cast<char>(setting);
    text += big_endian(600, 4) + std::string("\0\0", 2);
    text += big_endian(3600, 4) + std::string("\0\4", 2);
    text += big_endian(7200, 4) + std::string("\1\10", 2);
    text += letters;
    for (int i = 0; i < leap_seconds; ++i)
      text += big_endian(78796800, time_size) + big_endian(1, 4);
    return text;
  }

  [[nodiscard]] std::string bytes() const {
    if (version == '\0') return block('\0', 4);
    sample empty;
    return empty.block(version, 4) + block(version, 8) + "\n" + footer + "\n";
  }
};

timeline timeline_of(const sample& file) {
  auto read = read_tzif(file.bytes());
  REQUIRE(read);
  return timeline(std::move(*read));
}

date::sys_seconds day(int year, unsigned month, unsigned of_month) {
  return date::sys_days{date::year{year} / static_cast<int>(month) / static_cast<int>(of_month)};
}

std::string abbreviation(const timeline& line, date::sys_seconds instant) {
  return line.at(instant).setting->abbreviation;
}

constexpr const char* central_europe = "CET-1CEST,M3.5.0,M10.5.0/3";

/// An empty directory that goes with the test.
class scratch {
 public:
  scratch() {
    std::string name = (fs::temp_directory_path() / "occur-zone-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    root_ = name;
  }
  ~scratch() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  void link(const std::string& name, const std::string& target) const {
    fs::create_symlink(target, root_ / name);
  }

 private:
  fs::path root_;
};

/// A system with zones of its own, whose root is a scratch directory.
struct small_system {
  scratch root;
  zone_directory directory{root.path("zoneinfo")};
  occur::detail::system_zone files{root.path("localtime"), root.path("timezone")};

  small_system() {
    root.write("zoneinfo/Europe/Zagreb", sample{.footer = central_europe}.bytes());
    root.write("zoneinfo/Europe/Kyiv", sample{.footer = "EET-2EEST,M3.5.0/3,M10.5.0/4"}.bytes());
    root.write("zoneinfo/EST5EDT", sample{.footer = "EST5EDT,M3.2.0,M11.1.0"}.bytes());
  }

  [[nodiscard]] auto local(std::optional<std::string_view> value) const {
    return occur::detail::local_zone(value, directory, files);
  }
  [[nodiscard]] std::string name(std::optional<std::string_view> value) const {
    const auto zone = local(value);
    return zone ? zone->name : "error: " + zone.error().message;
  }
};

seconds summer_offset(const occur::detail::named_timeline& zone) {
  return zone.line.at(day(2040, 7, 1)).setting->offset;
}

}  // namespace

TEST_CASE("the footer of a slim file goes on where its changes end") {
  const auto line = timeline_of({.changes = {{0, 1}}, .footer = central_europe});
  CHECK(abbreviation(line, day(1969, 7, 1)) == "LMT");
  CHECK(abbreviation(line, day(1970, 1, 2)) == "CET");
  CHECK(line.at(day(1970, 1, 2)).begin == day(1970, 1, 1));
  CHECK(abbreviation(line, day(1970, 7, 1)) == "CEST");
  CHECK(line.at(day(1970, 7, 1)).begin == day(1970, 3, 29) + hours{1});
  CHECK(abbreviation(line, day(9999, 7, 1)) == "CEST");
}

TEST_CASE("a last change that the footer contradicts holds until the footer's next one") {
  const auto july = 15638400;  // 1970-07-01, in winter time
  const auto line = timeline_of({.changes = {{july, 1}}, .footer = central_europe});
  CHECK(abbreviation(line, day(1970, 7, 2)) == "CET");
  CHECK(line.at(day(1970, 7, 2)).end == day(1971, 3, 28) + hours{1});
  CHECK(line.at(day(1971, 3, 28) + hours{1}).begin == day(1971, 3, 28) + hours{1});
  CHECK(abbreviation(line, day(1971, 7, 1)) == "CEST");
}

TEST_CASE("a file without changes lives by its footer alone") {
  const auto line = timeline_of({.footer = "CET-1"});
  CHECK(line.at(day(1, 1, 1)).setting->offset == hours{1});
  CHECK(line.at(day(1, 1, 1)).begin == date::sys_seconds::min());
  CHECK(abbreviation(timeline_of({.footer = central_europe}), day(1, 7, 1)) == "CEST");
}

TEST_CASE("without a footer the last change holds for ever") {
  const sample file{.changes = {{0, 1}, {86400, 2}}};
  CHECK(abbreviation(timeline_of(file), day(9999, 1, 1)) == "CEST");
}

TEST_CASE("a file of version 1 is read") {
  const auto line = timeline_of({.version = '\0', .changes = {{-86400, 1}, {86400, 2}}});
  CHECK(abbreviation(line, day(1969, 12, 30)) == "LMT");
  CHECK(abbreviation(line, day(1970, 1, 1)) == "CET");
  CHECK(abbreviation(line, day(2026, 1, 1)) == "CEST");
}

TEST_CASE("an instant at which nothing changes begins no period") {
  const auto line = timeline_of({.changes = {{0, 1}, {1000, 1}, {86400, 2}}});
  CHECK(line.at(day(1970, 1, 1) + seconds{2000}).begin == day(1970, 1, 1));
}

TEST_CASE("a zone of UTC alone is recognised through marks and footers") {
  CHECK(timeline_of({.footer = "UTC0"}).is_utc());
  CHECK_FALSE(timeline_of({.changes = {{0, 1}}, .footer = "UTC0"}).is_utc());
}

TEST_CASE("leap seconds are refused") {
  const auto read = read_tzif(sample{.footer = "UTC0", .leap_seconds = 1}.bytes());
  REQUIRE_FALSE(read);
  CHECK(read.error().code == occur::error_code::unsupported);
}

TEST_CASE("a damaged zone file is an error, however much of it is left") {
  const auto whole = sample{.changes = {{0, 1}, {86400, 2}}, .footer = central_europe}.bytes();
  REQUIRE(read_tzif(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(read_tzif(std::string_view(whole).substr(0, size)));
  }
}

TEST_CASE("changes out of order, without setting or without rule are refused") {
  CHECK_FALSE(read_tzif(sample{.changes = {{5, 1}, {5, 2}}}.bytes()));
  CHECK_FALSE(read_tzif(sample{.changes = {{5, 3}}}.bytes()));
  CHECK_FALSE(read_tzif(sample{.footer = "nonsense"}.bytes()));
}

TEST_CASE("counts that no file can hold are refused") {
  auto bytes = sample{.version = '\0'}.bytes();
  for (std::size_t i = 20; i < 44; ++i) bytes[i] = '\xff';
  CHECK_FALSE(read_tzif(bytes));
}

TEST_CASE("a POSIX rule reads as RFC 9636 extends it") {
  struct fact {
    const char* rule;
    const char* begin;  ///< of the period on 1 July 2026
    const char* end;
    int offset;
  };
  const auto wanted = GENERATE(values<fact>({
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00", "2026-10-25T01:00:00", 7200},
      {"EST5EDT", "2026-03-08T07:00:00", "2026-11-01T06:00:00", -14400},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00", "2026-10-25T01:00:00", -3600},
      {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00", "2026-10-23T23:00:00", 10800},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00:00", "2026-10-25T01:00:00", 3600},
      {"AAA-3:30:15BBB-4:30:15,J60/0,300/0", "2026-02-28T20:29:45", "2026-10-27T19:29:45", 16215},
      {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00", "2026-10-03T15:30:00", 37800},
  }));
  const auto rule = posix_rule::parse(wanted.rule);
  INFO(wanted.rule);
  REQUIRE(rule);
  const auto period = rule->at(day(2026, 7, 1));
  CHECK(date::format("%FT%T", period.begin) == wanted.begin);
  CHECK(date::format("%FT%T", period.end) == wanted.end);
  CHECK(period.setting->offset == seconds{wanted.offset});
}

TEST_CASE("day numbers of a POSIX rule count 29 February or do not") {
  const auto julian = posix_rule::parse("AAA0BBB,J60/0,J300/0");
  const auto plain = posix_rule::parse("AAA0BBB,59/0,299/0");
  REQUIRE(julian);
  REQUIRE(plain);
  CHECK(julian->at(day(2024, 7, 1)).begin == day(2024, 3, 1));
  CHECK(plain->at(day(2024, 7, 1)).begin == day(2024, 2, 29));
  CHECK(julian->at(day(2023, 7, 1)).begin == day(2023, 3, 1));
  CHECK(plain->at(day(2023, 7, 1)).begin == day(2023, 3, 1));
}

TEST_CASE("a POSIX rule may change the clocks at the turn of the year") {
  const auto east = posix_rule::parse("AAA-10BBB,J1/0,J180/0");
  const auto west = posix_rule::parse("AAA10BBB,J180/0,J365/24");
  REQUIRE(east);
  REQUIRE(west);
  const auto new_year_in_the_east = day(2025, 12, 31) + hours{14};
  CHECK(east->at(new_year_in_the_east).begin == new_year_in_the_east);
  CHECK(east->at(new_year_in_the_east).setting->abbreviation == "BBB");
  CHECK(east->at(new_year_in_the_east - seconds{1}).setting->abbreviation == "AAA");
  CHECK(east->at(day(2026, 1, 1)).begin == new_year_in_the_east);
  const auto new_year_in_the_west = day(2026, 1, 1) + hours{9};
  CHECK(west->at(day(2026, 1, 1)).end == new_year_in_the_west);
  CHECK(west->at(new_year_in_the_west).begin == new_year_in_the_west);
}

TEST_CASE("daylight saving all year is a rule that never changes") {
  const auto rule = posix_rule::parse("XXX3EDT4,0/0,J365/23");
  REQUIRE(rule);
  CHECK(rule->is_fixed());
  CHECK(rule->standard().abbreviation == "EDT");
  CHECK(rule->standard().daylight_saving);
  CHECK(rule->standard().offset == hours{-4});
}

TEST_CASE("what is no POSIX rule is none") {
  for (const auto* text : {"",
                           "UTC",
                           "CE-1",
                           "5",
                           "CET-",
                           "CET-25",
                           "CET-1:60",
                           "CET-1CEST,",
                           "CET-1CEST,M3.5.0",
                           "CET-1CEST,M13.5.0,M10.5.0",
                           "CET-1CEST,M3.6.0,M10.5.0",
                           "CET-1CEST,M3.5.7,M10.5.0",
                           "CET-1CEST,J0,J5",
                           "CET-1CEST,1,366",
                           "CET-1CEST,M3.5.0,M10.5.0/168",
                           "<CET-1",
                           "<>0",
                           "CET-1CEST,M3.5.0,M10.5.0x",
                           "CET -1",
                           "Europe/Zagreb",
                           "CET-1CEST,M3.5.0,M3.5.0/3",
                           "CET+-1",
                           "CET-1CEST,M3.5.0,M10.5.0/"}) {
    INFO(text);
    CHECK_FALSE(posix_rule::parse(text));
  }
}

TEST_CASE("TZ names a zone by name or path, with or without a colon") {
  const small_system system;
  CHECK(system.name("Europe/Zagreb") == "Europe/Zagreb");
  CHECK(system.name(":Europe/Zagreb") == "Europe/Zagreb");
  CHECK(system.name("posix/Europe/Zagreb") == "Europe/Zagreb");
  CHECK(system.name(system.root.path("zoneinfo/Europe/Zagreb")) == "Europe/Zagreb");
  CHECK(system.name(":" + system.root.path("zoneinfo/Europe/Zagreb")) == "Europe/Zagreb");
  const auto elsewhere = system.root.path("my-zone");
  system.root.write("my-zone", sample{.footer = central_europe}.bytes());
  CHECK(system.name(elsewhere) == elsewhere);
}

TEST_CASE("an empty TZ is UTC") {
  const small_system system;
  for (const auto* value : {"", ":"}) {
    CHECK(system.name(value) == "UTC");
    CHECK(system.local(value)->line.is_utc());
  }
}

TEST_CASE("TZ may be a POSIX rule, unless a file has its name") {
  const small_system system;
  CHECK(system.name(central_europe) == central_europe);
  CHECK(summer_offset(*system.local(central_europe)) == hours{2});
  CHECK(system.local("UTC0")->line.is_utc());
  CHECK(system.local("UTC+2")->line.at({}).setting->offset == hours{-2});
  const auto file_first = system.local("EST5EDT");
  REQUIRE(file_first);
  CHECK(abbreviation(file_first->line, day(2040, 7, 1)) == "EDT");
  CHECK(file_first->line == *system.directory.load("EST5EDT"));
}

TEST_CASE("a TZ that names nothing is an error, not UTC") {
  const small_system system;
  const auto unknown = system.local(":Europe/Zagrebb");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == occur::error_code::unknown_name);
  CHECK(unknown.error().hint == "did you mean Europe/Zagreb?");
  CHECK(unknown.error().where == occur::span{1, 15});
  CHECK_FALSE(system.local("/nowhere/at/all"));
  CHECK_FALSE(system.local("nonsense"));
}

TEST_CASE("without TZ the link of the system gives the name") {
  const small_system system;
  system.root.link("localtime", "zoneinfo/Europe/Zagreb");
  CHECK(system.name(std::nullopt) == "Europe/Zagreb");
  CHECK(summer_offset(*system.local(std::nullopt)) == hours{2});
  CHECK(system.name("localtime") == "Europe/Zagreb");
  CHECK(system.name(":" + system.files.file) == "Europe/Zagreb");
}

TEST_CASE("a link to a link gives the name at its end") {
  const small_system system;
  system.root.link("mine", system.root.path("zoneinfo/Europe/Zagreb"));
  system.root.link("localtime", "mine");
  CHECK(system.name(std::nullopt) == "Europe/Zagreb");
}

TEST_CASE("a plain file is named by the name file when their clocks agree") {
  const small_system system;
  system.root.write("localtime", sample{.footer = central_europe}.bytes());
  CHECK(system.name(std::nullopt) == "localtime");
  system.root.write("timezone", "Europe/Kyiv\n");
  CHECK(system.name(std::nullopt) == "localtime");
  CHECK(summer_offset(*system.local(std::nullopt)) == hours{2});
  system.root.write("timezone", "Europe/Zagreb\n");
  CHECK(system.name(std::nullopt) == "Europe/Zagreb");
}

TEST_CASE("a system without a zone shows UTC, one with a damaged zone an error") {
  const small_system system;
  CHECK(system.name(std::nullopt) == "UTC");
  system.root.write("localtime", "TZif");
  CHECK_FALSE(system.local(std::nullopt));
  fs::remove(system.files.file);
  system.root.link("localtime", "zoneinfo/Europe/Nowhere");
  CHECK_FALSE(system.local(std::nullopt));
}

TEST_CASE("TZDIR moves the zone directory") {
  const small_system system;
  const char* before = std::getenv("TZDIR");
  const std::optional<std::string> kept = before == nullptr ? std::nullopt : std::optional(before);
  ::setenv("TZDIR", system.directory.path().c_str(), 1);
  const auto names = occur::zone_names();
  ::setenv("TZDIR", "", 1);
  const auto path = zone_directory::from_environment().path();
  kept ? ::setenv("TZDIR", kept->c_str(), 1) : ::unsetenv("TZDIR");
  CHECK(names == std::vector<std::string>{"EST5EDT", "Europe/Kyiv", "Europe/Zagreb"});
  CHECK(path == "/usr/share/zoneinfo");
}

TEST_CASE("an empty zone directory is told from an unknown name") {
  const scratch empty;
  const auto found = zone_directory(empty.path("none")).load("Europe/Zagreb");
  REQUIRE_FALSE(found);
  CHECK(found.error().hint ==
        "there are no time zones in " + empty.path("none") + ": install tzdata or set TZDIR");
}

TEST_CASE("a damaged or unsuitable file is an error that says why") {
  const small_system system;
  system.root.write("zoneinfo/Europe/Broken", "TZif2");
  const auto broken = system.directory.load("Europe/Broken");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message ==
        "cannot use the file of the time zone \"Europe/Broken\": it has no TZif header");
  system.root.write("zoneinfo/Europe/Leap", sample{.footer = "UTC0", .leap_seconds = 1}.bytes());
  CHECK(system.directory.load("Europe/Leap").error().code == occur::error_code::unsupported);
}

TEST_CASE("a named pipe in the place of a zone does not make anybody wait") {
  const small_system system;
  REQUIRE(::mkfifo(system.root.path("zoneinfo/Europe/Pipe").c_str(), 0600) == 0);
  CHECK(system.directory.load("Europe/Pipe").error().code == occur::error_code::unknown_name);
  CHECK(system.directory.names().size() == 3);
}
