"""Writes what SentencePiece learns from a small corpus and how it cuts other texts, for core_tests to compare subwords with.

    "$LOOM_PYTHON" tests/python/make_subword_vectors.py     (from `make_venv FOLDER`)

Run it by hand when a case is added; the file in tests/golden is committed, so the tests need no Python.
"""
import io
import json
import pathlib
import random

import sentencepiece

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
drawn = random.Random(7)
STEMS = """learn train test layer paint measure travel weather market garden river winter summer doctor patient report
window number colour kitchen engine signal system theory story letter planet forest island silver copper music picture
teach build watch listen wonder open close follow answer remember forget carry""".split()
ENDINGS = ["", "", "", "s", "s", "ed", "ing", "er", "ers", "less", "ful", "able", "ment", "’s"]
SMALL = "the of and to a in that it was is for on with as his they at be this from I have not or by one had but".split()
NUMBERS = ["3.14", "2,000", "1999", "42%", "7:30", "A4", "x2", "12km"]
CHINESE = """神经网络 训练数据 学习率 损失函数 我们 今天 天气 很好 这个 模型 的 准确率 提高 了 因为 层数 更多 城市 里 有
很多 人 喜欢 音乐 和 电影 价格 上涨 2024年 三月 ，所以 结果 不错 。""".split()
MARKS = [".", ".", ".", "!", "?", " …", "!!!", ";"]


def english():
    words = []
    for _ in range(drawn.randint(4, 14)):
        kind = drawn.random()
        if kind < 0.45:
            words.append(SMALL[min(int(drawn.expovariate(0.18)), len(SMALL) - 1)])
        elif kind < 0.93:
            words.append(STEMS[min(int(drawn.expovariate(0.07)), len(STEMS) - 1)] + drawn.choice(ENDINGS))
        else:
            words.append(drawn.choice(NUMBERS))
    words[0] = words[0].capitalize()
    return " ".join(words) + drawn.choice(MARKS)


def chinese():
    return "".join(drawn.choice(CHINESE) for _ in range(drawn.randint(3, 12)))


def learned(model_type, pieces):
    """Pieces without SentencePiece's own three."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS), model_writer=model, model_type=model_type, vocab_size=pieces + OWN,
        num_threads=1, minloglevel=2)
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


OWN = 3
CORPUS = [english() for _ in range(420)] + [chinese() for _ in range(160)]
drawn.shuffle(CORPUS)
UNSEEN = [english() for _ in range(60)] + [chinese() for _ in range(30)]
ODD = ["", " ", "a", "layerless   weathering\tunlearned", "zzz qqq", "ＬＡＹＥＲ　ﬁve ½ Ⅳ ㎏", "网络training数据", "é è é", "aaaaaaaaaaaa",
       "e\u200bf\u200dg\ufeffh", "a\u0007b\u007fc", "～~ ▁x▁▁y", "\u0e01\u0e33 한국어 ｶﾞ", "😀😀 of 😀", "…… !!!! 2,0003.14"]

result = {"corpus": CORPUS, "unseen": UNSEEN + ODD}
for model_type, pieces in (("bpe", 600), ("unigram", 400)):
    model = learned(model_type, pieces)
    own = [model.id_to_piece(i) for i in range(OWN, model.get_piece_size())]
    result[model_type] = {
        "pieces": own,
        "cut": [[i - OWN if i else -1 for i in model.encode(text)] for text in UNSEEN + ODD],
    }
    result["marked"] = [model.normalize(text) for text in UNSEEN + ODD]
    if model_type == "unigram":
        scores = [model.get_score(i) for i in range(OWN, model.get_piece_size())]
        result["unigram"]["scores"] = scores
        # Unknown characters have none.
        result["unigram"]["likelihood"] = [sum(scores[i - OWN] for i in ids) if all(ids) else None
                                           for ids in map(model.encode, UNSEEN + ODD)]

lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in result.items())
(GOLDEN / "subwords.json").write_text("{\n" + lines + "\n}\n")
