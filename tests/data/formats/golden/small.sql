BEGIN TRANSACTION;
CREATE TABLE citation (owner text not null, id text not null, position integer not null, source text not null, primary key (owner, id, position)) without rowid;
INSERT INTO "citation" VALUES('event','founded',0,'blog');
INSERT INTO "citation" VALUES('event','interim',0,'blog');
INSERT INTO "citation" VALUES('event','leaves',0,'post');
INSERT INTO "citation" VALUES('event','removed',0,'blog');
INSERT INTO "citation" VALUES('event','removed',1,'book');
INSERT INTO "citation" VALUES('event','return',0,'blog');
INSERT INTO "citation" VALUES('event','tesla',0,'book');
INSERT INTO "citation" VALUES('memo','farewell',0,'post');
INSERT INTO "citation" VALUES('memo','lone',0,'book');
INSERT INTO "citation" VALUES('memo','removal',0,'blog');
INSERT INTO "citation" VALUES('person','sam-altman',0,'blog');
CREATE TABLE correction (memo text not null, position integer not null, as_found text not null, corrected text not null, why text not null, primary key (memo, position)) without rowid;
INSERT INTO "correction" VALUES('farewell',0,'diffcult','difficult','text recognition');
CREATE TABLE education (
    id text primary key, person text not null, position integer not null, organisation text not null, title text not null,
    start text, start_earliest integer, start_latest integer, end text, end_earliest integer, end_latest integer
) without rowid;
INSERT INTO "education" VALUES('mira-murati/education/1','mira-murati',0,'thayer-school','BE',NULL,NULL,NULL,'2012',1325404800,1357027199);
CREATE TABLE era (position integer primary key, title text not null, start text not null, start_earliest integer, start_latest integer, end text, end_earliest integer, end_latest integer);
CREATE TABLE event (
    id text primary key, position integer not null, date text not null, earliest integer, latest integer,
    precision text not null, uncertain integer not null, approximate integer not null, zone text, title text not null,
    text text not null, kind text not null, place text not null, importance integer not null, confidence text not null,
    disputed text not null
) without rowid;
INSERT INTO "event" VALUES('beijing',9,'2019-05-01',1556640000,1556726399,'day',0,0,'Asia/Shanghai','北京的一次会议，“大模型”与未来','','conference','Beijing',2,'high','');
INSERT INTO "event" VALUES('founded',5,'2015-12-11',1449820800,1449907199,'day',0,0,NULL,'OpenAI is announced','','founding','',2,'high','');
INSERT INTO "event" VALUES('interim',1,'2023-11-17',1700208000,1700294399,'day',0,0,NULL,'Mira Murati becomes interim chief executive','','appointed','',2,'high','');
INSERT INTO "event" VALUES('joins',8,'2018-06~',1527836400,1530428399,'month',0,1,NULL,'Mira Murati joins OpenAI','','joined','',2,'high','');
INSERT INTO "event" VALUES('leaves',4,'2024-09-25T12:34-07:00',1727292840,1727292899,'minute',0,0,NULL,'Mira Murati resigns','She leaves to do her own exploration.','left','',1,'high','');
INSERT INTO "event" VALUES('november',2,'2023-11',1698822000,1701417599,'month',0,0,NULL,'A month of turmoil','','other','',2,'low','');
INSERT INTO "event" VALUES('removed',0,'2023-11-17T12:28-08:00',1700252880,1700252939,'minute',0,0,NULL,'The board removes Sam Altman','The board *announced* it in [a post](https://openai.com/blog/leadership).','removed','San Francisco',1,'high','Sources differ on who was told when.');
INSERT INTO "event" VALUES('return',3,'2023-11-21T22:00-08:00',1700632800,1700632859,'minute',0,0,NULL,'Sam Altman returns','','returned','',2,'high','');
INSERT INTO "event" VALUES('spring',7,'2018-21',1519891200,1527836399,'season',0,0,NULL,'Work on language models','','research','',2,'high','');
INSERT INTO "event" VALUES('tesla',6,'2013',1357027200,1388563199,'year',0,0,NULL,'Mira Murati joins Tesla','','joined','',2,'high','');
CREATE TABLE event_memo (event text not null, position integer not null, memo text not null, primary key (event, position)) without rowid;
INSERT INTO "event_memo" VALUES('leaves',0,'farewell');
INSERT INTO "event_memo" VALUES('removed',0,'removal');
INSERT INTO "event_memo" VALUES('removed',1,'internal');
CREATE TABLE event_organisation (event text not null, position integer not null, organisation text not null, primary key (event, position)) without rowid;
INSERT INTO "event_organisation" VALUES('founded',0,'openai');
INSERT INTO "event_organisation" VALUES('interim',0,'openai');
INSERT INTO "event_organisation" VALUES('joins',0,'openai');
INSERT INTO "event_organisation" VALUES('leaves',0,'openai');
INSERT INTO "event_organisation" VALUES('removed',0,'openai');
INSERT INTO "event_organisation" VALUES('return',0,'openai');
INSERT INTO "event_organisation" VALUES('tesla',0,'tesla');
CREATE TABLE event_person (event text not null, position integer not null, person text not null, primary key (event, position)) without rowid;
INSERT INTO "event_person" VALUES('beijing',0,'wang-wei');
INSERT INTO "event_person" VALUES('founded',0,'sam-altman');
INSERT INTO "event_person" VALUES('founded',1,'ilya-sutskever');
INSERT INTO "event_person" VALUES('interim',0,'mira-murati');
INSERT INTO "event_person" VALUES('joins',0,'mira-murati');
INSERT INTO "event_person" VALUES('joins',1,'joaquin');
INSERT INTO "event_person" VALUES('leaves',0,'mira-murati');
INSERT INTO "event_person" VALUES('removed',0,'sam-altman');
INSERT INTO "event_person" VALUES('removed',1,'mira-murati');
INSERT INTO "event_person" VALUES('return',0,'sam-altman');
INSERT INTO "event_person" VALUES('tesla',0,'mira-murati');
CREATE TABLE event_tag (event text not null, position integer not null, tag text not null, primary key (event, position)) without rowid;
INSERT INTO "event_tag" VALUES('leaves',0,'leadership');
CREATE TABLE link (owner text not null, id text not null, position integer not null, url text not null, label text not null, primary key (owner, id, position)) without rowid;
CREATE TABLE memo (
    id text primary key, position integer not null, date text, date_earliest integer, date_latest integer, zone text,
    audience text not null, venue text not null, title text not null, language text, form text not null,
    text text not null, url text
) without rowid;
INSERT INTO "memo" VALUES('farewell',0,'2024-09-25T12:34-07:00',1727292840,1727292899,NULL,'everyone at OpenAI','post on X','The note to the team',NULL,'full','Hi all,

I have something to **share** with you.

After much reflection, I have made the difficult decision to leave OpenAI.

Mira',NULL);
INSERT INTO "memo" VALUES('internal',2,'2023-11-17T18:00-08:00',1700272800,1700272859,NULL,'','','To the staff',NULL,'digest','He thanked them.',NULL);
INSERT INTO "memo" VALUES('lone',3,'2024-05-14',1715634000,1715720399,'Asia/Jerusalem','','','After almost a decade',NULL,'full','I have made the decision to leave.',NULL);
INSERT INTO "memo" VALUES('removal',1,'2023-11-17',1700208000,1700294399,NULL,'','announcement','Leadership transition',NULL,'excerpt','He was not consistently candid in his communications with the board.',NULL);
CREATE TABLE memo_author (memo text not null, position integer not null, person text not null, primary key (memo, position)) without rowid;
INSERT INTO "memo_author" VALUES('farewell',0,'mira-murati');
INSERT INTO "memo_author" VALUES('internal',0,'sam-altman');
INSERT INTO "memo_author" VALUES('lone',0,'ilya-sutskever');
INSERT INTO "memo_author" VALUES('lone',1,'sam-altman');
INSERT INTO "memo_author" VALUES('removal',0,'openais-board');
CREATE TABLE office (id text primary key, position integer not null, title text not null, organisation text not null, many integer not null) without rowid;
INSERT INTO "office" VALUES('chief-executive',0,'Chief executive','openai',0);
CREATE TABLE organisation (
    id text primary key, position integer not null, name text not null, founded text, founded_earliest integer,
    founded_latest integer, ended text, ended_earliest integer, ended_latest integer, text text not null
) without rowid;
INSERT INTO "organisation" VALUES('openai',0,'OpenAI','2015-12-11',1449820800,1449907199,NULL,NULL,NULL,'');
INSERT INTO "organisation" VALUES('tesla',1,'Tesla',NULL,NULL,NULL,NULL,NULL,NULL,'');
INSERT INTO "organisation" VALUES('thayer-school',2,'Thayer School',NULL,NULL,NULL,NULL,NULL,NULL,'');
CREATE TABLE person (
    id text primary key, position integer not null, name text not null, aliases text not null, born text,
    born_earliest integer, born_latest integer, died text, died_earliest integer, died_latest integer,
    birthplace text not null, text text not null
) without rowid;
INSERT INTO "person" VALUES('ilya-sutskever',2,'Ilya Sutskever','Илья Суцкевер','1986',504950400,536486399,NULL,NULL,NULL,'','');
INSERT INTO "person" VALUES('joaquin',3,'Joaquin Quiñonero Candela','',NULL,NULL,NULL,NULL,NULL,NULL,'','');
INSERT INTO "person" VALUES('mira-murati',1,'Mira Murati','Ermira Murati','1988-12-16',598262400,598348799,NULL,NULL,NULL,'Vlorë','An engineer who led *research* and product.');
INSERT INTO "person" VALUES('openais-board',5,'OpenAI''s board','',NULL,NULL,NULL,NULL,NULL,NULL,'','');
INSERT INTO "person" VALUES('sam-altman',0,'Sam Altman','','1985-04-22',483004800,483091199,NULL,NULL,NULL,'Chicago','');
INSERT INTO "person" VALUES('wang-wei',4,'Wang Wei','',NULL,NULL,NULL,NULL,NULL,NULL,'','');
CREATE TABLE role (
    id text primary key, person text not null, position integer not null, organisation text not null, title text not null,
    kind text, office text, start text, start_earliest integer, start_latest integer, end text, end_earliest integer,
    end_latest integer, acting integer not null, confidence text not null, disputed text not null
) without rowid;
INSERT INTO "role" VALUES('mira-murati/role/1','mira-murati',0,'tesla','Product manager','staff',NULL,'2013',1357027200,1388563199,'2016',1451635200,1483257599,0,'high','');
INSERT INTO "role" VALUES('mira-murati/role/2','mira-murati',1,'openai','Vice president','staff',NULL,'2018',1514793600,1546329599,'2022',1641024000,1672559999,0,'high','');
INSERT INTO "role" VALUES('mira-murati/role/3','mira-murati',2,'openai','Chief technology officer','executive',NULL,'2022-05',1651388400,1654066799,'2024-09-25',1727247600,1727333999,0,'high','');
INSERT INTO "role" VALUES('mira-murati/role/4','mira-murati',3,'openai','Interim chief executive','executive','chief-executive','2023-11-17',1700208000,1700294399,'2023-11-20',1700467200,1700553599,1,'high','When exactly it ended is told differently.');
INSERT INTO "role" VALUES('sam-altman/role/1','sam-altman',0,'openai','Chief executive','executive','chief-executive','2019-03',1551427200,1554101999,'2023-11-17',1700208000,1700294399,0,'high','');
INSERT INTO "role" VALUES('sam-altman/role/2','sam-altman',1,'openai','Chief executive','executive','chief-executive','2023-11-21',1700553600,1700639999,NULL,NULL,NULL,0,'high','');
CREATE TABLE source (
    id text primary key, position integer not null, url text, title text not null, publisher text not null, published text,
    published_earliest integer, published_latest integer, language text, kind text
) without rowid;
INSERT INTO "source" VALUES('blog',0,'https://openai.com/blog/leadership','OpenAI announces leadership transition','OpenAI','2023-11-17',1700208000,1700294399,NULL,'primary');
INSERT INTO "source" VALUES('book',2,NULL,'A book without an address','A publisher',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES('post',1,'https://x.com/miramurati/1','I shared the note below','X',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE timeline (key text primary key, value text not null) without rowid;
INSERT INTO "timeline" VALUES('description','');
INSERT INTO "timeline" VALUES('language','en');
INSERT INTO "timeline" VALUES('texts_in','en');
INSERT INTO "timeline" VALUES('title','OpenAI: a small history');
INSERT INTO "timeline" VALUES('updated','2024-10-01');
INSERT INTO "timeline" VALUES('zone','America/Los_Angeles');
CREATE TABLE translation (owner text not null, id text not null, field text not null, language text not null, text text not null, primary key (owner, id, field, language)) without rowid;
INSERT INTO "translation" VALUES('event','beijing','place','en','Beijing');
INSERT INTO "translation" VALUES('event','beijing','place','zh','北京');
INSERT INTO "translation" VALUES('event','leaves','title','en','Mira Murati resigns');
INSERT INTO "translation" VALUES('event','leaves','title','zh','米拉·穆拉蒂辞职');
INSERT INTO "translation" VALUES('event','removed','title','en','The board removes Sam Altman');
INSERT INTO "translation" VALUES('event','removed','title','zh','董事会罢免萨姆·奥尔特曼');
INSERT INTO "translation" VALUES('organisation','tesla','name','en','Tesla');
INSERT INTO "translation" VALUES('organisation','tesla','name','zh','特斯拉');
INSERT INTO "translation" VALUES('person','mira-murati','name','en','Mira Murati');
INSERT INTO "translation" VALUES('person','mira-murati','name','zh','米拉·穆拉蒂');
INSERT INTO "translation" VALUES('person','sam-altman','name','en','Sam Altman');
INSERT INTO "translation" VALUES('person','sam-altman','name','zh','萨姆·奥尔特曼');
COMMIT;
