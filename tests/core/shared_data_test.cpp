// What a data scientist would say of each set of real data, and that each opens so without a setting.
#include "data/dataset.h"
#include "data/open.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace loom {
namespace shared_data_test {

/// "name:type", with "?" and the number of missing values where there are some. Columns without names that are alike and
/// stand side by side are written together: "#1-4:number".
std::string schema(const Table& t)
{
    std::string out;
    const auto described = [&](std::size_t c) {
        const Column& column = t.columns[c];
        std::size_t missing = 0;
        for (std::size_t row = 0; row < column.size(); ++row)
            missing += column.missing(row);
        return std::string(column_type_id(column.type)) + (missing ? "?" + std::to_string(missing) : "");
    };
    const auto numbered = [&](std::size_t c) { return c < t.columns.size() && t.columns[c].name == "column " + std::to_string(c + 1); };
    for (std::size_t c = 0; c < t.columns.size(); ++c) {
        const std::string type = described(c);
        std::string name = t.columns[c].name;
        if (numbered(c)) {
            const std::size_t first = c;
            while (numbered(c + 1) && described(c + 1) == type)
                ++c;
            name = "#" + std::to_string(first + 1) + (c > first ? "-" + std::to_string(c + 1) : "");
        }
        out += (out.empty() ? "" : ", ") + name + ":" + type;
    }
    return out;
}

/// "UTF-8" where nothing is said.
std::string encoding(const Table& t)
{
    for (const Message& note : t.notes)
        if (const std::string text = render(note, Language::English); text.starts_with("The text was read as "))
            return text.substr(21, text.size() - 22);
    return "UTF-8";
}

std::string parts(const Table& t)
{
    std::string out;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        if (const auto rows = std::ranges::count(t.split, part))
            out += (out.empty() ? "" : " ") + std::string(part_id(part)) + ":" + std::to_string(rows);
    return out;
}

std::string notes(const Table& t)
{
    std::string out;
    for (const Message& note : t.notes)
        out += render(note, Language::English) + "\n";
    return out;
}

struct Expected {
    const char* path;
    std::size_t rows;
    const char* columns;
    const char* target;
    const char* split = "";
    const char* encoding = "UTF-8";
    const char* note = ""; // A part of the notes; "" where there are none.
    const char* source = "csv";
};

/// Each was judged by the set's description and by its file.
const std::vector<Expected>& all_expected()
{
    static const std::vector<Expected> all = {
        {"adult/adult-test.csv", 16'281,
         "#1:integer, #2:category?963, #3:integer, #4:category, #5:integer, #6:category, #7:category?966, "
         "#8-10:category, #11-13:integer, #14:category?274, #15:category",
         "column 15"},
        {"adult/adult-train.csv", 32'561,
         "#1:integer, #2:category?1836, #3:integer, #4:category, #5:integer, #6:category, "
         "#7:category?1843, #8-10:category, #11-13:integer, #14:category?583, #15:category",
         "column 15"},
        {"adult", 48'842,
         "#1:integer, #2:category?2799, #3:integer, #4:category, #5:integer, #6:category, "
         "#7:category?2809, #8-10:category, #11-13:integer, #14:category?857, #15:category",
         "column 15", "train:32561 test:16281", "UTF-8",
         "Column “column 15”: in the part “test” a full stop stands behind every value"},
        {"ag-news/test.csv", 7600,
         "#1:category, #2-3:text",
         "column 1", "", "UTF-8",
         "Column “column 1”: its numbers got the names that the list of classes beside the table gives"},
        {"ag-news", 7600,
         "#1:category, #2-3:text",
         "column 1", "", "UTF-8",
         "Column “column 1”: its numbers got the names that the list of classes beside the table gives"},
        {"airline-passengers/airline-passengers.csv", 144,
         "Month:datetime, Passengers:integer",
         "Passengers"},
        {"airline-passengers", 144,
         "Month:datetime, Passengers:integer",
         "Passengers"},
        {"bank-marketing/bank-additional.csv", 4119,
         "age:integer, job:category, marital:category, education:category, default:category, "
         "housing:category, loan:category, contact:category, month:category, day_of_week:category, "
         "duration:integer, campaign:integer, pdays:integer, previous:integer, poutcome:category, "
         "emp.var.rate:number, cons.price.idx:number, cons.conf.idx:number, euribor3m:number, "
         "nr.employed:number, y:boolean",
         "y"},
        {"bike-sharing/bikeshare.csv", 10'886,
         "datetime:datetime, season:integer, holiday:integer, workingday:integer, weather:integer, "
         "temp:number, atemp:number, humidity:integer, windspeed:number, casual:integer, "
         "registered:integer, count:integer",
         "count"},
        {"boston-housing/boston_house_prices.csv", 506,
         "CRIM:number, ZN:number, INDUS:number, CHAS:integer, NOX:number, RM:number, AGE:number, "
         "DIS:number, RAD:integer, TAX:integer, PTRATIO:number, B:number, LSTAT:number, MEDV:number",
         "MEDV", "", "UTF-8", "The first line"},
        {"boston-housing/housing.csv", 506,
         "#1-3:number, #4:integer, #5-8:number, #9:integer, #10-14:number",
         "column 14"},
        {"breast-cancer/breast-cancer-wisconsin.data", 699,
         "#1-6:integer, #7:integer?16, #8-11:integer",
         "column 11"},
        {"breast-cancer/wdbc_sklearn.csv", 569,
         "#1-30:number, #31:category",
         "column 31", "", "UTF-8", "The first line"},
        {"california-housing/housing.csv", 20'640,
         "longitude:number, latitude:number, housing_median_age:number, total_rooms:number, "
         "total_bedrooms:number?207, population:number, households:number, median_income:number, "
         "median_house_value:number, ocean_proximity:category",
         "median_house_value"},
        {"chnsenticorp-hotel/ChnSentiCorp_htl_all.csv", 7766,
         "label:integer, review:text?1",
         "label"},
        {"compas/compasTransformed.data", 13'385,
         "sex:category, age_cat:category, race:category, juv_fel_count:integer, juv_misd_count:integer, "
         "juv_other_count:integer, priors_count:category, c_charge_degree:category, score_text:category, "
         "v_score_text:category, event:integer",
         "event"},
        {"compas", 13'385,
         "sex:category, age_cat:category, race:category, juv_fel_count:integer, juv_misd_count:integer, "
         "juv_other_count:integer, priors_count:category, c_charge_degree:category, score_text:category, "
         "v_score_text:category, event:integer",
         "event"},
        {"credit-default-taiwan/default_of_credit.csv", 30'000,
         "ID:id, LIMIT_BAL:integer, SEX:integer, EDUCATION:integer, MARRIAGE:integer, AGE:integer, "
         "PAY_0:integer, PAY_2:integer, PAY_3:integer, PAY_4:integer, PAY_5:integer, PAY_6:integer, "
         "BILL_AMT1:integer, BILL_AMT2:integer, BILL_AMT3:integer, BILL_AMT4:integer, BILL_AMT5:integer, "
         "BILL_AMT6:integer, PAY_AMT1:integer, PAY_AMT2:integer, PAY_AMT3:integer, PAY_AMT4:integer, "
         "PAY_AMT5:integer, PAY_AMT6:integer, default payment next month:integer",
         "default payment next month"},
        {"ett-h1/ETTh1.csv", 17'420,
         "date:datetime, HUFL:number, HULL:number, MUFL:number, MULL:number, LUFL:number, LULL:number, "
         "OT:number",
         "OT"},
        {"fortunes-zh", 409,
         "text:text, file:category",
         "file", "", "UTF-8", "The texts are divided by lines with a % and nothing else", "text_lines"},
        {"fortunes-zh/song100.txt", 96,
         "text:text",
         "", "", "UTF-8", "The texts are divided by lines with a % and nothing else", "text_lines"},
        {"fortunes-zh/tang300.txt", 313,
         "text:text",
         "", "", "UTF-8", "The texts are divided by lines with a % and nothing else", "text_lines"},
        {"german-credit/german.csv", 1000,
         "#1:category, #2:integer, #3-4:category, #5:integer, #6-7:category, #8:integer, #9-10:category, "
         "#11:integer, #12:category, #13:integer, #14-15:category, #16:integer, #17:category, "
         "#18:integer, #19-20:category, #21:integer",
         "column 21"},
        {"imdb/imdb_test.csv", 2000,
         "review:text, sentiment:integer, rating:integer",
         "sentiment"},
        {"imdb/imdb_train.csv", 5000,
         "review:text, sentiment:integer, rating:integer",
         "sentiment"},
        {"imdb", 7000,
         "review:text, sentiment:integer, rating:integer",
         "sentiment", "train:5000 test:2000"},
        {"imdb/aclImdb-tree", 800,
         "text:text, label:category, file:id",
         "label", "train:400 test:400", "UTF-8", "", "text_folder"},
        {"iris/iris.csv", 150,
         "sepal_length:number, sepal_width:number, petal_length:number, petal_width:number, "
         "species:category",
         "species"},
        {"iris/iris_noheader.csv", 150,
         "#1-4:number, #5:category",
         "column 5"},
        {"mammography/mammography.csv", 11'183,
         "#1-6:number, #7:integer",
         "column 7"},
        {"movielens-latest-small/links.csv", 9742,
         "movieId:id, imdbId:id, tmdbId:id?8",
         ""},
        {"movielens-latest-small/movies.csv", 9742,
         "movieId:id, title:text, genres:text",
         ""},
        {"movielens-latest-small/ratings.csv", 100'836,
         "userId:id, movieId:id, rating:number, timestamp:integer",
         "rating"},
        {"online-shopping-10cats/online_shopping_10_cats.csv", 20'000,
         "cat:category, label:integer, review:text",
         "label"},
        {"pima-diabetes/pima-indians-diabetes.csv", 768,
         "#1-5:integer, #6-7:number, #8-9:integer",
         "column 9"},
        {"sms-spam/sms.tsv", 5574,
         "#1:category, #2:text",
         "column 1"},
        {"sms-spam", 5574,
         "#1:category, #2:text",
         "column 1"},
        {"stamps-captions/captions.csv", 785,
         "image:id, category:category, caption_en:text, caption_zh_CN:text?72, caption_zh_TW:text?36, "
         "caption_ja:text, caption_de:text, caption_fr:text, caption_es:text, caption_ru:text",
         "category"},
        {"stocks/dowjones.csv", 649,
         "Date:datetime, Price:number",
         "Price"},
        {"stocks/sp500-2000.csv", 5105,
         "date:datetime, open:number, high:number, low:number, close:number, adjclose:number, "
         "volume:integer",
         "volume"},
        {"stocks/stocks.csv", 560,
         "symbol:category, date:datetime, price:number",
         "price"},
        {"thucnews-titles", 20'000,
         "#1:text, #2:category",
         "column 2", "train:10000 test:10000", "UTF-8", "There is no part for training"},
        {"thucnews-titles/dev.txt", 10'000,
         "#1:text, #2:category",
         "column 2", "", "UTF-8",
         "Column “column 2”: its numbers got the names that the list of classes beside the table gives"},
        {"thucnews-titles/test.txt", 10'000,
         "#1:text, #2:category",
         "column 2", "", "UTF-8",
         "Column “column 2”: its numbers got the names that the list of classes beside the table gives"},
        {"thucnews-titles/class.txt", 10,
         "text:text",
         "", "", "UTF-8", "", "text_lines"},
        {"tinyshakespeare", 32'777,
         "text:text",
         "", "", "UTF-8", "7223 empty lines were passed over", "text_lines"},
        {"tinyshakespeare/input.txt", 32'777,
         "text:text",
         "", "", "UTF-8", "7223 empty lines were passed over", "text_lines"},
        {"titanic/titanic.csv", 891,
         "PassengerId:id, Survived:integer, Pclass:integer, Name:text, Sex:category, Age:number?177, "
         "SibSp:integer, Parch:integer, Ticket:text, Fare:number, Cabin:text?687, Embarked:category?2",
         "Survived"},
        {"wine/wine.csv", 178,
         "#1-4:number, #5:integer, #6-12:number, #13-14:integer",
         "column 14"},
        {"winequality-red/winequality-red.csv", 1599,
         "#1-11:number, #12:integer",
         "column 12"},
        {"chinese-poetry", 8000,
         "text:text",
         "", "", "UTF-8", "", "text_lines"},
        {"chinese-poetry/tang_wulv_8000.txt", 8000,
         "text:text",
         "", "", "UTF-8", "", "text_lines"},
        {"messy-csv/dat8/imdb_1000.csv", 979,
         "star_rating:number, title:text, content_rating:category?3, genre:category, duration:integer, "
         "actors_list:text",
         "duration"},
        {"messy-csv/dat8/ufo.csv", 80'543,
         "City:text?61, Colors Reported:category?63509, Shape Reported:category?8402, State:category, "
         "Time:datetime",
         "State"},
        {"messy-csv/dat8/chipotle.tsv", 4622,
         "order_id:id, quantity:integer, item_name:category, choice_description:text?1246, "
         "item_price:number",
         "item_price", "", "UTF-8", "Column “item_price”: every value has the mark “$”"},
        {"messy-csv/dat8/drinks.csv", 193,
         "country:text, beer_servings:integer, spirit_servings:integer, wine_servings:integer, "
         "total_litres_of_pure_alcohol:number, continent:category",
         "continent", "", "UTF-8", "Column “continent”: “NA” is taken for a value like the others"},
        {"messy-csv/dat8/hitters.csv", 322,
         "AtBat:integer, Hits:integer, HmRun:integer, Runs:integer, RBI:integer, Walks:integer, "
         "Years:integer, CAtBat:integer, CHits:integer, CHmRun:integer, CRuns:integer, CRBI:integer, "
         "CWalks:integer, League:category, Division:category, PutOuts:integer, Assists:integer, "
         "Errors:integer, Salary:number?59, NewLeague:category",
         "Salary"},
        {"messy-csv/dat8/airlines.csv", 56,
         "airline:text, avail_seat_km_per_week:integer, incidents_85_99:integer, "
         "fatal_accidents_85_99:integer, fatalities_85_99:integer, incidents_00_14:integer, "
         "fatal_accidents_00_14:integer, fatalities_00_14:integer",
         "fatalities_00_14"},
        {"messy-csv/vega/species.csv", 12'360,
         "item_id:category, common_name:category, scientific_name:category, gap_species_code:category, "
         "county_id:id, habitat_yearround_pct:number",
         "habitat_yearround_pct", "", "UTF-8", "Column “county_id” is not read as numbers because of “09005” in line 738"},
        {"messy-csv/vega/airports.csv", 3376,
         "iata:id, name:text, city:text?12, state:category?12, country:category, latitude:number, "
         "longitude:number",
         "longitude"},
        {"messy-csv/vega/birdstrikes.csv", 10'000,
         "Airport Name:category, Aircraft Make Model:category, Effect Amount of damage:category, "
         "Flight Date:datetime, Aircraft Airline Operator:category, Origin State:category, "
         "Phase of flight:category, Wildlife Size:category, Wildlife Species:category, "
         "Time of day:category, Cost Other:integer, Cost Repair:integer, Cost Total $:integer, "
         "Speed IAS in knots:integer?2836",
         "Speed IAS in knots", "", "UTF-8", "Column “Effect Amount of damage”: “None” is taken for a value like the others"},
        {"messy-csv/vega/seattle-weather.csv", 1461,
         "date:datetime, precipitation:number, temp_max:number, temp_min:number, wind:number, "
         "weather:category",
         "weather"},
        {"messy-csv/vega/disasters.csv", 803,
         "Entity:category, Year:integer, Deaths:integer",
         "Deaths"},
        {"messy-csv/vega/unemployment.tsv", 3218,
         "id:id, rate:number",
         "rate"},
        {"messy-csv/california_housing_bytes_repr.csv", 20'640,
         "longitude:number, latitude:number, housing_median_age:number, total_rooms:number, "
         "total_bedrooms:number?207, population:number, households:number, median_income:number, "
         "median_house_value:number, ocean_proximity:category",
         "median_house_value", "", "UTF-8", "The text was wrapped in b'…'"},
        {"messy-csv/csv-spectrum/csvs/json.csv", 1,
         "key:integer, val:text",
         "key"},
        {"messy-csv/csv-spectrum/csvs/simple_crlf.csv", 1,
         "a:integer, b:integer, c:integer",
         "c"},
        {"messy-csv/csv-spectrum/csvs/newlines.csv", 3,
         "a:text, b:integer, c:integer",
         "c"},
        {"messy-csv/csv-spectrum/csvs/comma_in_quotes.csv", 1,
         "first:text, last:text, address:text, city:text, zip:id",
         ""},
        {"messy-csv/csv-spectrum/csvs/empty.csv", 2,
         "a:integer, b:integer?1, c:integer?1",
         "c"},
        {"messy-csv/csv-spectrum/csvs/location_coordinates.csv", 1,
         "Contact Phone Number:integer, Location Coordinates:text, Cities:text, Counties:text",
         "Contact Phone Number"},
        {"messy-csv/csv-spectrum/csvs/quotes_and_newlines.csv", 2,
         "a:integer, b:text",
         "a"},
        {"messy-csv/csv-spectrum/csvs/escaped_quotes.csv", 2,
         "a:integer, b:text",
         "a"},
        {"messy-csv/csv-spectrum/csvs/utf8.csv", 2,
         "a:integer, b:integer, c:text",
         "b"},
        {"messy-csv/csv-spectrum/csvs/newlines_crlf.csv", 3,
         "a:text, b:integer, c:integer",
         "c"},
        {"messy-csv/csv-spectrum/csvs/empty_crlf.csv", 2,
         "a:integer, b:integer?1, c:integer?1",
         "c"},
        {"messy-csv/csv-spectrum/csvs/simple.csv", 1,
         "a:integer, b:integer, c:integer",
         "c"},
        {"messy-csv/seaborn/titanic.csv", 891,
         "survived:integer, pclass:integer, sex:category, age:number?177, sibsp:integer, parch:integer, "
         "fare:number, embarked:category?2, class:category, who:category, adult_male:boolean, "
         "deck:category?688, embark_town:category?2, alive:boolean, alone:boolean",
         "survived"},
        {"messy-csv/seaborn/taxis.csv", 6433,
         "pickup:datetime, dropoff:datetime, passengers:integer, distance:number, fare:number, "
         "tip:number, tolls:number, total:number, color:category, payment:category?44, "
         "pickup_zone:category?26, dropoff_zone:category?45, pickup_borough:category?26, "
         "dropoff_borough:category?45",
         "dropoff_borough"},
        {"messy-csv/seaborn/planets.csv", 1035,
         "method:category, number:integer, orbital_period:number?43, mass:number?522, "
         "distance:number?227, year:integer",
         "year"},
        {"messy-csv/seaborn/brain_networks.csv", 920,
         "network-node-hemi:integer, 1-1-lh:number, 1-1-rh:number, 2-1-lh:number, 2-1-rh:number, "
         "3-1-lh:number, 3-1-rh:number, 4-1-lh:number, 4-1-rh:number, 5-1-lh:number, 5-1-rh:number, "
         "6-1-lh:number, 6-1-rh:number, 6-2-lh:number, 6-2-rh:number, 7-1-lh:number, 7-1-rh:number, "
         "7-2-lh:number, 7-2-rh:number, 7-3-lh:number, 7-3-rh:number, 8-1-lh:number, 8-1-rh:number, "
         "8-2-lh:number, 8-2-rh:number, 8-3-lh:number, 8-3-rh:number, 9-1-lh:number, 9-1-rh:number, "
         "10-1-lh:number, 10-1-rh:number, 11-1-lh:number, 11-1-rh:number, 12-1-lh:number, 12-1-rh:number, "
         "12-2-lh:number, 12-2-rh:number, 12-3-lh:number, 13-1-lh:number, 13-1-rh:number, 13-2-lh:number, "
         "13-2-rh:number, 13-3-rh:number, 13-4-rh:number, 14-1-lh:number, 14-1-rh:number, 15-1-lh:number, "
         "15-1-rh:number, 16-1-lh:number, 16-1-rh:number, 16-2-lh:number, 16-2-rh:number, 16-3-lh:number, "
         "16-3-rh:number, 16-4-lh:number, 16-4-rh:number, 17-1-lh:number, 17-1-rh:number, 17-2-lh:number, "
         "17-2-rh:number, 17-3-lh:number, 17-3-rh:number, 17-4-lh:number",
         "17-4-lh", "", "UTF-8", "The first 4 rows hold names"},
        {"messy-csv/gbk/meal_order_detail_gbk.csv", 10'037,
         "detail_id:id, order_id:id, dishes_id:id, logicprn_name:text?10037, "
         "parent_class_name:text?10037, dishes_name:category, itemis_add:integer, counts:integer, "
         "amounts:integer, cost:text?10037, place_order_time:datetime, discount_amt:text?10037, "
         "discount_reason:text?10037, kick_back:text?10037, add_inprice:integer, add_info:text?10037, "
         "bar_code:text?10037, picture_file:category, emp_id:id",
         "picture_file", "", "GB18030", "The text was read as GB18030"},
        {"messy-csv/gbk/meal_order_detail_utf8bom.csv", 10'037,
         "detail_id:id, order_id:id, dishes_id:id, logicprn_name:text?10037, "
         "parent_class_name:text?10037, dishes_name:category, itemis_add:integer, counts:integer, "
         "amounts:integer, cost:text?10037, place_order_time:datetime, discount_amt:text?10037, "
         "discount_reason:text?10037, kick_back:text?10037, add_inprice:integer, add_info:text?10037, "
         "bar_code:text?10037, picture_file:category, emp_id:id",
         "picture_file"},
        {"messy-csv/jbrownlee/auto_imports.csv", 201,
         "#1:integer, #2:integer?37, #3-5:category, #6:category?2, #7-9:category, #10-13:number, "
         "#14:integer, #15-16:category, #17:integer, #18:category, #19-20:number?4, #21:number, "
         "#22-23:integer?2, #24-26:integer",
         "column 26"},
        {"messy-csv/jbrownlee/horse-colic.csv", 300,
         "#1:integer?1, #2-3:integer, #4:number?60, #5:integer?24, #6:integer?58, #7:integer?56, "
         "#8:integer?69, #9:integer?47, #10:integer?32, #11:integer?55, #12:integer?44, #13:integer?56, "
         "#14:integer?104, #15:integer?106, #16:number?247, #17:integer?102, #18:integer?118, "
         "#19:number?29, #20:number?33, #21:integer?165, #22:number?198, #23:integer?1, #24:integer, "
         "#25-27:category, #28:integer",
         "column 28", "", "UTF-8", "Column “column 25” is not read as numbers because of “02208” in line 2"},
        {"messy-csv/jbrownlee/breast-cancer.csv", 286,
         "#1-4:category, #5:boolean?8, #6:integer, #7:category, #8:category?1, #9:boolean, #10:category",
         "column 10"},
        {"messy-csv/jbrownlee/ionosphere.csv", 351,
         "#1-2:integer, #3-34:number, #35:category",
         "column 35"},
        {"messy-csv/jbrownlee/pollution.csv", 43'824,
         "No:id, year:integer, month:integer, day:integer, hour:integer, pm2.5:integer?2067, "
         "DEWP:integer, TEMP:number, PRES:number, cbwd:category, Iws:number, Is:integer, Ir:integer",
         "Ir"},
        {"free-spoken-digits", 3000,
         "sound:audio, digit:category, speaker:category, index:integer",
         "digit", "", "UTF-8", "The names of the files are read as {digit}_{speaker}_{index}", "audio_folder"},
        {"free-spoken-digits/recordings", 3000,
         "sound:audio, digit:category, speaker:category, index:integer",
         "digit", "", "UTF-8", "The names of the files are read as {digit}_{speaker}_{index}", "audio_folder"},
    };
    return all;
}

std::shared_ptr<const Table> opened(const std::string& path)
{
    const auto table = open_data(test::shared_data(path));
    EXPECT_TRUE(table) << path << ": " << render(table.error().message);
    return table ? *table : std::make_shared<const Table>();
}

/// How often the values of a column are there: "ham 4827, spam 747".
std::string counts(const Table& t, const std::string& name)
{
    std::map<std::string, std::size_t> found;
    for (std::size_t row = 0; row < t.rows; ++row)
        ++found[t.find(name)->text(row)];
    std::string out;
    for (const auto& [text, count] : found)
        out += (out.empty() ? "" : ", ") + text + " " + std::to_string(count);
    return out;
}

class SharedData : public testing::Test {
    void SetUp() override
    {
        if (test::shared_data("iris").empty())
            GTEST_SKIP() << "no shared data";
    }
};

TEST_F(SharedData, EachSetOpensAsWhatItIs)
{
    for (const Expected& e : all_expected()) {
        SCOPED_TRACE(e.path);
        const auto t = opened(e.path);
        EXPECT_EQ(t->source, e.source);
        EXPECT_EQ(t->rows, e.rows);
        EXPECT_EQ(t->bad_row_count, 0u); // Every row is shown.
        EXPECT_EQ(schema(*t), e.columns);
        EXPECT_EQ(guess_target(*t), e.target);
        EXPECT_EQ(parts(*t), e.split);
        EXPECT_EQ(encoding(*t), e.encoding);
        const std::string said = notes(*t);
        if (*e.note)
            EXPECT_NE(said.find(e.note), said.npos) << said;
        else
            EXPECT_EQ(said, "");
    }
}

TEST_F(SharedData, NoFileIsForgotten)
{
    const fs::path root = test::shared_data("");
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const std::string ending = entry.path().extension().string(), name = entry.path().filename().string();
        const std::string path = entry.path().lexically_relative(root).string();
        const bool table = ending == ".csv" || ending == ".tsv" || ending == ".data";
        const bool text = ending == ".txt" && name != "SOURCE.txt" && name != "README.txt" && name != "readme.txt" &&
                          name != "classes.txt" && name != "batches.meta.txt" && path.find("aclImdb-tree") == path.npos;
        const bool listed = std::ranges::any_of(all_expected(), [&](const Expected& e) { return e.path == path; });
        EXPECT_TRUE(listed || !(table || text)) << path;
    }
}

TEST_F(SharedData, ClassesAreCountedAsTheirDescriptionsSay)
{
    EXPECT_EQ(counts(*opened("adult"), "column 15"), "<=50K 37155, >50K 11687");
    EXPECT_EQ(counts(*opened("sms-spam"), "column 1"), "ham 4827, spam 747");
    EXPECT_EQ(counts(*opened("mammography/mammography.csv"), "column 7"), "-1 10923, 1 260");
    EXPECT_EQ(counts(*opened("breast-cancer/wdbc_sklearn.csv"), "column 31"), "benign 357, malignant 212");
    EXPECT_EQ(counts(*opened("ag-news"), "column 1"), "Business 1900, Sci/Tech 1900, Sports 1900, World 1900");
    EXPECT_EQ(counts(*opened("thucnews-titles"), "column 2"),
              "education 2000, entertainment 2000, finance 2000, game 2000, politics 2000, realty 2000, science 2000, "
              "society 2000, sports 2000, stocks 2000");
    EXPECT_EQ(counts(*opened("chnsenticorp-hotel"), "label"), "0 2444, 1 5322");
    EXPECT_EQ(counts(*opened("compas"), "event"), "0 9928, 1 3457");
    EXPECT_EQ(counts(*opened("credit-default-taiwan"), "default payment next month"), "0 23364, 1 6636");
    EXPECT_EQ(counts(*opened("imdb"), "sentiment"), "0 3500, 1 3500");
    EXPECT_EQ(counts(*opened("imdb/aclImdb-tree"), "label"), "neg 400, pos 400");
    EXPECT_EQ(counts(*opened("messy-csv/dat8/drinks.csv"), "continent"), "AF 53, AS 44, EU 45, NA 23, OC 16, SA 12");
    EXPECT_EQ(counts(*opened("fortunes-zh"), "file"), "song100 96, tang300 313");
}

TEST_F(SharedData, SeveralTablesInOneFolderAreNamed)
{
    for (const auto& [folder, names] :
         {std::pair("movielens-latest-small", "holds 3 tables: links.csv, movies.csv, ratings.csv."),
          {"stocks", "holds 3 tables: dowjones.csv, sp500-2000.csv, stocks.csv."},
          {"iris", "holds 2 tables: iris.csv, iris_noheader.csv."},
          {"boston-housing", "holds 2 tables: boston_house_prices.csv, housing.csv."},
          {"breast-cancer", "holds 2 tables: breast-cancer-wisconsin.data, wdbc_sklearn.csv."}}) {
        const auto table = open_data(test::shared_data(folder));
        ASSERT_FALSE(table) << folder;
        const std::string message = render(table.error().message, Language::English);
        EXPECT_NE(message.find(names), message.npos) << message;
    }
}

TEST_F(SharedData, TwinsAreEqual)
{
    for (const auto& [a, b] :
         {std::pair("california-housing/housing.csv", "messy-csv/california_housing_bytes_repr.csv"),
          {"messy-csv/gbk/meal_order_detail_utf8bom.csv", "messy-csv/gbk/meal_order_detail_gbk.csv"}}) {
        const auto first = opened(a), second = opened(b);
        ASSERT_EQ(first->columns.size(), second->columns.size());
        ASSERT_EQ(first->rows, second->rows);
        for (std::size_t c = 0; c < first->columns.size(); ++c) {
            EXPECT_EQ(first->columns[c].type, second->columns[c].type);
            for (std::size_t row = 0; row < first->rows; ++row) {
                std::string left = first->columns[c].text(row), right = second->columns[c].text(row);
                std::erase(left, '\r'); // The files end their lines differently, inside of quotes too.
                std::erase(right, '\r');
                ASSERT_EQ(left, right) << b << " " << c << " " << row;
            }
        }
    }
}

TEST_F(SharedData, CellsAreWhatTheFilesHold)
{
    const auto sms = opened("sms-spam");
    EXPECT_EQ(sms->columns[1].text(282).substr(0, 20), "\"Wen u miss someone,"); // Line 283: its quotes are text.
    const auto brain = opened("messy-csv/seaborn/brain_networks.csv");
    EXPECT_EQ(brain->columns[1].text(0), "56.05574417114258");
    EXPECT_EQ(brain->columns[0].number(919), 919);
    EXPECT_EQ(opened("stocks/stocks.csv")->columns[1].text(0), "2000-01-01");
    EXPECT_EQ(opened("messy-csv/dat8/chipotle.tsv")->columns[4].number(0), 2.39);
    std::size_t breaks = 0;
    const auto imdb = opened("imdb");
    for (std::size_t row = 0; row < imdb->rows; ++row)
        breaks += imdb->columns[0].text(row).find("<br />") != std::string::npos;
    EXPECT_GT(breaks, 3000u);
    const auto poems = opened("fortunes-zh/tang300.txt");
    EXPECT_TRUE(poems->columns[0].text(0).starts_with("《感遇・其一》\n作者：张九龄\n兰叶春葳蕤")) << poems->columns[0].text(0);
    for (std::size_t row = 0; row < poems->rows; ++row)
        EXPECT_EQ(poems->columns[0].text(row).find('\x1B'), std::string::npos);
}

TEST_F(SharedData, SpokenDigitsAreKnownByTheirNames)
{
    const auto t = opened("free-spoken-digits");
    std::string digits;
    for (const char d : std::string_view("0123456789"))
        digits += (digits.empty() ? "" : ", ") + std::string(1, d) + " 300";
    EXPECT_EQ(counts(*t, "digit"), digits);
    EXPECT_EQ(counts(*t, "speaker"), "george 500, jackson 500, lucas 500, nicolas 500, theo 500, yweweler 500");
    const SoundStore& store = *t->columns[0].sounds();
    for (std::size_t i = 0; i < store.size(); ++i) {
        EXPECT_EQ(store.shape(i).rate, 8000) << store.name(i);
        EXPECT_EQ(store.shape(i).channels, 1) << store.name(i);
        EXPECT_FALSE(store.shape(i).cut_off) << store.name(i);
        if (i % 50 == 0) {
            const auto sound = store.sound(i);
            ASSERT_TRUE(sound) << store.name(i);
            EXPECT_EQ(std::int64_t(sound->samples.size()), store.shape(i).frames) << store.name(i);
        }
    }
}

} // namespace shared_data_test
} // namespace loom
