// Letters by the settings.
#include "cli/post.h"

#include "base/clock.h"
#include "screen/letters.h"

namespace headwater::cli {

pipeline::Post PostOf(const Collection& collection) {
  const Settings& settings = collection.settings;
  const screen::LetterHead head{settings.serve.name, settings.serve.public_address, settings.mail.from,
                                settings.mail.from_name};
  pipeline::Post post;
  post.server = settings.mail;
  post.write_mail = [head, store = collection.store.get()](const store::Letter& letter) {
    return screen::WriteLetter(*store, letter, head, SystemClock().Now());
  };
  post.write_call = [head, store = collection.store.get()](const store::Letter& letter) {
    return screen::WriteCall(*store, letter, head);
  };
  return post;
}

}  // namespace headwater::cli
