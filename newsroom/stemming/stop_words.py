"""Words that stand in every text: asked for among others, they say nothing."""

from newsroom import arabic

ARABIC = """
من في على إلى عن مع هذا هذه ذلك تلك التي الذي الذين اللذين اللتين هو هي هم أن إن أنه أنها إنه إنها كان كانت يكون تكون قد
لقد لا لم لن ما ماذا كما لكن أو أم ثم بل حتى إذا لو كل بعض غير بين بعد قبل عند منذ خلال حول ضد دون أي أين كيف متى هل
حيث ليس ليست سوف به بها فيه فيها له لها لهم منه منها عليه عليها إليه إليها وهو وهي وقد ولا وما ومن وفي وعلى مما عما
مثل كذلك أيضا هنا هناك نحن أنا أنت يا
"""
ENGLISH = """
a an and are as at be been but by for from had has have he her his i if in into is it its of on or our she so that the
their them they this to was we were what when which who will with you your
"""
STOP_WORDS = frozenset(arabic.normalise(ARABIC + ENGLISH).split())
