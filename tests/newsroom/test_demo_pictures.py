import pytest

from newsroom.demo import newsdesk, pictures, scenes

SMALL = (240, 160)


@pytest.mark.parametrize("hour", scenes.HOURS)
@pytest.mark.parametrize("scene", scenes.SCENES)
def test_every_scene_can_be_drawn_at_every_hour(scene, hour):
    picture = scenes.draw(scene, hour=hour, seed=7, size=SMALL)
    assert (picture.size, picture.mode) == (SMALL, "RGB")
    assert len(picture.getcolors(maxcolors=SMALL[0] * SMALL[1])) > 20, "nothing is drawn"


@pytest.mark.parametrize("scene", scenes.SCENES)
def test_a_seed_always_draws_the_same_and_another_something_else(scene):
    first, again, other = (scenes.draw(scene, hour="day", seed=seed, size=SMALL).tobytes() for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("scene", "hour"), [("no_such_scene", "day"), ("harbour", "noon")])
def test_what_is_not_known_is_refused_with_what_is(scene, hour):
    with pytest.raises(ValueError, match="known: "):
        scenes.draw(scene, hour=hour, seed=1)


def test_a_key_means_the_same_picture_on_every_machine():
    assert pictures.seed_of("economy-loaf-price") == 808490316


def test_no_two_stories_have_the_same_picture():
    drawn = {
        scenes.draw(story["scene"], hour=story["hour"], seed=pictures.seed_of(key), size=SMALL).tobytes()
        for key, story in newsdesk.stories().items()
    }
    assert len(drawn) == len(newsdesk.stories())


def test_every_author_has_a_face_of_their_own():
    faces = {
        scenes.portrait(pictures.seed_of(key), size=80, **look).tobytes()
        for key, look in (
            ("a", {"hair": "long"}),
            ("b", {"hair": "long"}),
            ("a", {"headscarf": True}),
            ("a", {"beard": True}),
        )
    }
    assert len(faces) == 4
    with pytest.raises(ValueError, match="known: "):
        scenes.portrait(1, hair="green")
