// References in XML text: characters, the five entities of XML, those of HTML, and those that a document declares.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace headwater::web {

inline constexpr std::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace";

// But for ASCII's capitals the same.
bool SameIgnoringCase(std::string_view a, std::string_view b);

// Entities of one document. What they expand to is bounded, so that none of them is a bomb.
class XmlReferences {
 public:
  using Complain = std::function<void(std::string_view what)>;

  explicit XmlReferences(std::size_t max_bytes) : budget_(max_bytes) {}

  // The first declaration of a name counts. References in the value are resolved at once.
  void Declare(std::string_view name, std::string_view value, const Complain& complain);
  // After this, an undeclared entity of HTML is no fault: a DTD that is not read may declare it.
  void HasExternalDtd() { external_dtd_ = true; }

  // The text with its references resolved; characters that XML forbids are left out.
  std::string Resolve(std::string_view text, const Complain& complain);

 private:
  // The length of the reference at the front of `text`, 0 where it is none; what it stands for goes to `out`.
  std::size_t ResolveOne(std::string_view text, std::string& out, const Complain& complain);
  bool ResolveName(std::string_view name, std::string& out, const Complain& complain);

  std::map<std::string, std::string, std::less<>> declared_;
  std::size_t budget_;
  bool external_dtd_ = false;
};

}  // namespace headwater::web
