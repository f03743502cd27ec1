"""On which pictures each choice was made: the footnotes of the evaluation, by key."""

NOTES = {
    "thermal-recipe": (
        "Input size, taps, weights, rows of the bank, quantiles of the map, number of cells in the score, and the views "
        "and scenes of the spot finder were chosen by comparing recipes on these 82 pictures, because no others exist: "
        "the figures are optimistic (see `docs/calibration.md`). The threshold and the weight of the spot finder in the "
        "score were set on normal pictures. The finder was trained on renders and on normal pictures and polygons outside"
        " the tested fold or transformer."
    ),
    "thermal-refusals": (
        "The rules over colours learned from every picture of transformers (leave-one-out: from the others), from photos, "
        "tomatoes and the first half of the substations, and from renders, but not from the other half, tiles and steel. All "
        "known transformers are in the palette rainbow and all substations in iron, so the colours are enough to refuse "
        "substations; the rows with recoloured copies show how many the distance to the bank refuses without this difference. "
        "The limit of the distance is the farthest of these 82 pictures, each measured against a bank without its transformer."
    ),
    "thermal-threshold": (
        "The false-alarm rate of the threshold was chosen on these 82 pictures, because no others exist. Threshold and spot "
        "finder are those of transformers left out in turn."
    ),
    "thermal-categories": "Both steps were chosen on the polygons of T1.",
    "thermal-compared": (
        "Nothing was chosen here: `trainer/packs/thermal.py` has the recipe that ships; the others are for comparison."
    ),
    "rubber-grades": (
        "Texture words, penalty and temperature were chosen on validation renders and photos; the confidence limit was "
        "fixed beforehand."
    ),
    "rubber-refusal": (
        "The bias of Not_Rubber was chosen on validation renders and photos. The weight that favours sheets was added "
        "after heads without it had refused 0.985 to 0.990 of these held-out photos. The confidence limit was fixed "
        "beforehand."
    ),
    "rubber-other-kinds": (
        "Tomatoes of other fruits are in the training set, because a quarter of them were accepted as sheets before; "
        "nothing was chosen on the other kinds."
    ),
    "rubber-real-photo": (
        "This photo: rendered drying sheets were added and weighted after the pack had refused it. It is not an independent test."
    ),
    "rubber-defects": (
        "Levels and thresholds were chosen on validation renders of the training styles. After looking at these held-out "
        "renders, the weight of the map in the score was changed to that of the spread on the sheet (AUROC of the score "
        "0.991 before), and names are now a softmax (0.770 correct before)."
    ),
    "embedding-head": (
        "A logistic head on the standardised embedding with C = 0.1, fixed beforehand. The square root and the means of "
        "the taps in our embedding were chosen by comparing forms of it on steel and tomatoes: the figures are "
        "optimistic."
    ),
    "tile-recipe": "Outputs s8 and s16, L2-normalised, 3 x 3 neighbourhood: fixed beforehand.",
    "taught-recipe": (
        "The recipe of the pack `surface`: taps at unit length, 3 x 3 neighbourhood, weights 1, 0.5, 0.5 of s4, s8 and s16 where "
        "the pictures are alike, elsewhere 1, 1, 1 with fewer than 12 normals and 0.5, 1, 2 with more, the mean of the eight "
        "highest cells, at most 1500 rows. Chosen by comparing recipes on two of these papers (BRG01_RL, BTN01_RL: patches, and "
        "mosaics of the seeds 0, 1 and 2), on magnetic tiles (splits of the seeds 0, 1 and 2) and on the first 17 sets called "
        "unseen surfaces; the limit of the variety was set after looking at the variety of all five papers: the figures of these "
        "sets are optimistic. No clean patch is in both a taught and a tested mosaic. Patches were measured with "
        "version 0.3.0. Its weights for even surfaces are the present ones, and since 0.5.0 they are chosen on every one of "
        "these draws. The mosaics are one draw with 0.3.0 and were not measured again."
    ),
    "taught-mosaics": (
        "The recipe of the pack `surface` (see the row of single patches). Mosaics of BRG01_RL and BTN01_RL drawn with the seeds "
        "0, 1 and 2 were compared in choosing it; these are drawn with 0, 3 and 4. Nothing was chosen on the other three papers "
        "except the limit of the variety. All draws share patches. No clean patch is in both a taught and a tested mosaic."
    ),
    "taught-ablation": (
        "The same protocol with one change to the recipe of `surface`; every third of the tested tiles. The search near the same "
        "place keeps all cells of the normals. Measured with version 0.4.0. Since 0.5.0 the weights of even surfaces are chosen "
        "on every draw of these papers and those of uneven ones on the 16 tiles, so the recipe is the same."
    ),
    "false-alarms": (
        "On a 7 x 7 grid with rows of the bank in the proportion of the pack `surface`, so that 2,400 teachings can be "
        "computed. The threshold is the order statistic of the left-out scores that the rate supports, without the prior."
    ),
    "heads": (
        "Heads, penalties and temperature were chosen by leave-one-out (in groups: by folds) on the training pictures alone. "
        "The scaling of the embeddings and the list of penalties were chosen by comparing them on steel and tomatoes."
    ),
    "modules": (
        "Nothing was chosen on these modules. Heads, penalties and temperature were chosen on the training pictures alone, with "
        "the class weights of the product, by which every kind counts the same. Half of all modules have no anomaly: calling "
        "every module healthy has an accuracy of 0.50, and 0.083 in the mean of the twelve kinds. For the heads of all modules, "
        "logistic regression, which takes many minutes, was left out."
    ),
    "baseline": (
        "The first normal picture of the left-out transformer is its baseline. The bank has the normals of the other "
        "transformers, the map is by finders that were not trained on this one, the threshold is the shipped one, which "
        "was set on transformers left out in turn. The rule was chosen by comparing rules on these pictures."
    ),
    "examples": (
        "Each wrong picture is corrected once, in turn: a false alarm as a whole, a miss in boxes around the drawn polygons "
        "(without polygons, around the highest value of the map). Examples are learned from a JPEG of quality 80, as the app "
        "stores it, and the original is judged again at the shipped threshold: a miss returns if the mask covers no part of "
        "what was marked. The near distance, the range in which normal examples lower the map, and the clearance were chosen on "
        "these pictures. With each transformer unseen in turn, the counts are judgements of 82 pictures by ten banks: 21 of the "
        "28 wrong ones are of three pictures of T10, one of which lies within 0.0007 of the threshold under three banks. "
        "Training of the map finders is repeatable with one thread only: with finders of an earlier training, 27 were wrong."
    ),
    "prior": (
        "The sets of the rows called unseen surfaces, normal magnetic tiles and clean sheets. 14 x 14 cells, rows in the "
        "proportion of the pack `surface`. Under the prior the variance of a set is scaled inverse chi-squared; fitted by "
        "maximum likelihood to the variance of the logarithms of the scores of normals that were not taught. The prior that "
        "ships keeps the normals called anomalous under 5 % for every number of normals; half of its deviation does not."
    ),
    "untaught": (
        "Sheets, magnetic tiles, healthy transformers, clothes and packaging: each picture is the only baseline of a later one "
        "that shows 95 % of each side, is 10 % brighter and compressed again; in the changed ones a part of a picture of "
        "another kind replaces a part. The threshold is the order statistic that 25 normals support; softness and map threshold "
        "follow as in a teaching. Real later pictures may differ more."
    ),
    "unseen": (
        "The variety, its limit and the weights for few normals were chosen on the 17 sets, the papers and magnetic tiles "
        "(figures in `docs/calibration.md`); nothing was chosen on the further sets. The made ones are rendered by "
        "`trainer/render/made_surfaces.py` and `further_surfaces.py`: textures, regular patterns and parts, the faulty ones "
        "with a speck, scratch, hole, faint stain or turned square. Of steel one class is the normal texture, the others are "
        "what must be found."
    ),
}
