// Replies in JSON, XML and words.
#include "reader/replies.h"

#include <fmt/format.h>

#include "web/safe_html.h"

namespace headwater::reader {
namespace {

int StatusOf(Fault fault) {
  switch (fault) {
    case Fault::kNotFound:
      return 404;
    case Fault::kRefused:
      return 403;
    case Fault::kUsage:
    case Fault::kBadInput:
    case Fault::kTooLarge:
      return 400;
    case Fault::kTimeout:
      return 429;
    default:
      return 503;
  }
}

}  // namespace

std::string WithoutControls(std::string xml) {
  std::erase_if(xml, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U && c != '\n' && c != '\t' && c != '\r';
  });
  return xml;
}

namespace {

// What is still to be written: a value, or the end of one.
struct Pending {
  const json::value* value = nullptr;
  std::string name;
  std::string_view closes;
};

std::string Opened(std::string_view element, const std::string& name) {
  return name.empty() ? fmt::format("<{}>", element) : fmt::format("<{} name=\"{}\">", element, web::EscapeHtml(name));
}

// Google's XML: objects, lists, numbers and strings with their names as attributes.
std::string WriteXml(const json::value& whole) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  std::vector<Pending> pending{{&whole, "", ""}};
  while (!pending.empty()) {
    const Pending next = std::move(pending.back());
    pending.pop_back();
    if (next.value == nullptr) {
      xml += next.closes;
      continue;
    }
    if (const json::object* const object = next.value->if_object()) {
      xml += Opened("object", next.name);
      pending.push_back({nullptr, "", "</object>"});
      for (auto each = object->end(); each != object->begin();) {
        --each;
        pending.push_back({&each->value(), std::string(each->key()), ""});
      }
    } else if (const json::array* const list = next.value->if_array()) {
      xml += Opened("list", next.name);
      pending.push_back({nullptr, "", "</list>"});
      for (auto each = list->end(); each != list->begin();) {
        --each;
        pending.push_back({&*each, "", ""});
      }
    } else if (const json::string* const text = next.value->if_string()) {
      xml += fmt::format("{}{}</string>", Opened("string", next.name), web::EscapeHtml(std::string_view(*text)));
    } else {
      const std::string_view element = next.value->is_bool() ? "boolean" : "number";
      xml += fmt::format("{}{}</{}>", Opened(element, next.name), json::serialize(*next.value), element);
    }
  }
  return xml;
}

}  // namespace

http::Reply SendJson(const json::value& value) {
  http::Reply reply;
  reply.content_type = "application/json; charset=utf-8";
  reply.body = json::serialize(value);
  return reply;
}

http::Reply SendObject(const Parameters& parameters, const json::object& object) {
  if (parameters.One("output") != "xml") {
    return SendJson(object);
  }
  http::Reply reply;
  reply.content_type = "text/xml; charset=utf-8";
  reply.body = WithoutControls(WriteXml(object));
  return reply;
}

http::Reply SendWords(std::string words, int status) {
  http::Reply reply;
  reply.status = status;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = std::move(words);
  return reply;
}

http::Reply SendOk() { return SendWords("OK"); }

http::Reply SendUnauthorized() {
  http::Reply reply = SendWords("Unauthorized", 401);
  reply.headers.emplace_back("www-authenticate", "GoogleLogin realm=\"Headwater\"");
  reply.headers.emplace_back("google-bad-token", "true");
  reply.headers.emplace_back("x-reader-google-bad-token", "true");
  return reply;
}

http::Reply SendFault(const Error& error) { return SendWords(error.text + "\n", StatusOf(error.fault)); }

}  // namespace headwater::reader
