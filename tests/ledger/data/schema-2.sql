BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('2');
CREATE TABLE entries (
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	why TEXT NOT NULL, 
	supersedes INTEGER, 
	payload TEXT, 
	salt TEXT, 
	commitment TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (hash)
);
INSERT INTO "entries" VALUES(1,'capture','c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3','2023-12-13T08:00:00.000000Z','dateline/0.1','',NULL,'{"address":"bapho.md","captured_at":"2023-12-13T08:00:00Z","declared_encoding":null,"how":"given","media_type":"text/markdown","sha256":"c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3","size":5}','898093d886c09290','6099b8bd15892eee94a2965953aee09cc484f369e823346d7e688252e96f2411','0000000000000000000000000000000000000000000000000000000000000000','f2c022095763e2c3c93c9a7b360670d7410f78b203296f17d6162f8cab6fb5d8');
INSERT INTO "entries" VALUES(2,'document','bapho','2023-12-13T08:00:00.000000Z','dateline/0.1','',NULL,'{"agency":null,"authors":[],"blocks":[],"capture":"c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3","contributors":[],"cutoff":null,"figures":[],"id":"bapho","images":[],"kind":"article","language":null,"note_refs":[],"notes":[],"problems":[],"published":"2023-07-05","publisher":null,"pull_quote":null,"sections":[],"source":"bapho.example","sources":[],"summary":null,"takeaways":[],"text":"first","title":null,"url":null,"written_at":null}','c084d1eca9702666','c237b5b9b37d452eaeba8299e47abde4f02739b44cf13200945a7ed408e12320','f2c022095763e2c3c93c9a7b360670d7410f78b203296f17d6162f8cab6fb5d8','8e3920b333ec8af677c6ca61516121911499edcaa31d29028a00dbc1f36064ce');
INSERT INTO "entries" VALUES(3,'mention','1','2023-12-13T08:00:00.000000Z','dateline/0.1','',NULL,'{"capture":"c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3","mention":{"actors":[],"blamed":[],"claimed_by":[],"confidence":0.5,"date_as_written":null,"date_end":null,"date_start":null,"denied_by":[],"document":"bapho","end":1,"event_type":"Battles","extractor":"","notes":[],"place":null,"sentence":"sentence 0","spans":[],"speakers":[],"start":0,"status":"asserted","sub_event_type":"Armed clash","time_precision":null,"tolls":[],"weapons":[],"year_candidates":[],"year_inferred":false}}','f5942acb780af1c7','897c62dc1a247e16218c106e49aa5b2c7a504f7d36018a217ef5725aa0c15465','8e3920b333ec8af677c6ca61516121911499edcaa31d29028a00dbc1f36064ce','ab917b01abe5ef27bb9a2af411682cbed3b4b7a3a3e15c2e1cbccd189f28b8e3');
INSERT INTO "entries" VALUES(4,'mention','2','2023-12-13T08:00:00.000000Z','dateline/0.1','',NULL,'{"capture":"c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3","mention":{"actors":[],"blamed":[],"claimed_by":[],"confidence":0.5,"date_as_written":null,"date_end":null,"date_start":null,"denied_by":[],"document":"bapho","end":2,"event_type":"Battles","extractor":"","notes":[],"place":null,"sentence":"sentence 1","spans":[],"speakers":[],"start":1,"status":"asserted","sub_event_type":"Armed clash","time_precision":null,"tolls":[],"weapons":[],"year_candidates":[],"year_inferred":false}}','8d3ca64e13a75009','c3620ee7dd778cd62266d91cbdfcb0cca17209fe6795c3ca9c22e32fe7a49e73','ab917b01abe5ef27bb9a2af411682cbed3b4b7a3a3e15c2e1cbccd189f28b8e3','fdaea1bb3cbc2caae6dfba9b9668ba745f4e64c665a55dbc00fa3cba70e1f6be');
INSERT INTO "entries" VALUES(5,'capture','0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6','2023-12-13T09:00:00.000000Z','dateline/0.1','',NULL,'{"address":"niono.md","captured_at":"2023-12-13T09:00:00Z","declared_encoding":null,"how":"given","media_type":"text/markdown","sha256":"0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6","size":0}','22c1f21b7145c2a4','d49dfaf3e94812abeeea008ff980d3aec9fa46c30caa2811bea7e9ca6b840e21','fdaea1bb3cbc2caae6dfba9b9668ba745f4e64c665a55dbc00fa3cba70e1f6be','2da6a1e90f11ba9d464c56e9f3c381d45108ec4a4fd7711fd0ed45d91809840a');
INSERT INTO "entries" VALUES(6,'document','niono','2023-12-13T09:00:00.000000Z','dateline/0.1','',NULL,'{"agency":null,"authors":[],"blocks":[],"capture":"0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6","contributors":[],"cutoff":null,"figures":[],"id":"niono","images":[],"kind":"article","language":null,"note_refs":[],"notes":[],"problems":[],"published":"2023-07-05","publisher":null,"pull_quote":null,"sections":[],"source":"niono.example","sources":[],"summary":null,"takeaways":[],"text":"niono","title":null,"url":null,"written_at":null}','0175a6535475f109','1882418f6a620b23e8a6713a886513a82b28a1e7f09a4557cc71d41ae50881f8','2da6a1e90f11ba9d464c56e9f3c381d45108ec4a4fd7711fd0ed45d91809840a','3097245627b4aae61c786121de60e86bbb69f569ed1bad664c26874fb745b5e6');
INSERT INTO "entries" VALUES(7,'mention','3','2023-12-13T09:00:00.000000Z','dateline/0.1','',NULL,'{"capture":"0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6","mention":{"actors":[],"blamed":[],"claimed_by":[],"confidence":0.5,"date_as_written":null,"date_end":null,"date_start":null,"denied_by":[],"document":"niono","end":1,"event_type":"Battles","extractor":"","notes":[],"place":null,"sentence":"sentence 0","spans":[],"speakers":[],"start":0,"status":"asserted","sub_event_type":"Armed clash","time_precision":null,"tolls":[],"weapons":[],"year_candidates":[],"year_inferred":false}}','f9405d66835d3afd','433a52dd14a348d68cd2133af7bf1ab8c088e92ef313e796d115ef8a24dfbb1f','3097245627b4aae61c786121de60e86bbb69f569ed1bad664c26874fb745b5e6','a41715913182f712a0682ec56d7dec5e1a15ef349edbfcadb8e0bccd315ca30a');
INSERT INTO "entries" VALUES(8,'mention','4','2023-12-13T09:00:00.000000Z','dateline/0.1','',NULL,'{"capture":"0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6","mention":{"actors":[],"blamed":[],"claimed_by":[],"confidence":0.5,"date_as_written":null,"date_end":null,"date_start":null,"denied_by":[],"document":"niono","end":2,"event_type":"Battles","extractor":"","notes":[],"place":null,"sentence":"sentence 1","spans":[],"speakers":[],"start":1,"status":"asserted","sub_event_type":"Armed clash","time_precision":null,"tolls":[],"weapons":[],"year_candidates":[],"year_inferred":false}}','a2b3b41aae218fa7','3f8e1fc2d5e83d26f0ec11eb41afdf63b84d9406ae84e07410d93a72d850e4ff','a41715913182f712a0682ec56d7dec5e1a15ef349edbfcadb8e0bccd315ca30a','f055c4c891d183f79b6e20d18dcee87d9c8c6a4662cef03181e7902daafca28f');
INSERT INTO "entries" VALUES(9,'capture','88f68a11fbe129cee45dcf2ee062908bdce349b141760186328c893513297283','2023-12-13T10:00:00.000000Z','dateline/0.1','',NULL,NULL,NULL,'cf03399c5193b67342c3cac55b689a824485d1ea019680e612e0d185c88e481b','f055c4c891d183f79b6e20d18dcee87d9c8c6a4662cef03181e7902daafca28f','dbf7bb53ea73af408522843b3b1b47cff60b9ec227a13698886f9187365ce14d');
INSERT INTO "entries" VALUES(10,'document','sevare','2023-12-13T10:00:00.000000Z','dateline/0.1','',NULL,NULL,NULL,'213484cac7d862c84a659b98686c6bb6326d1e93cc8c1d0d855766211c4543d6','dbf7bb53ea73af408522843b3b1b47cff60b9ec227a13698886f9187365ce14d','029c61de9c0dad110b6327cf6212ec5e699907d92daba1c7948453e489b6d417');
INSERT INTO "entries" VALUES(11,'mention','5','2023-12-13T10:00:00.000000Z','dateline/0.1','',NULL,NULL,NULL,'87995ea58e0f5d39f2e896ffb4ffb0fe4a39d9993e2d34fd66499d250c26c49a','029c61de9c0dad110b6327cf6212ec5e699907d92daba1c7948453e489b6d417','a48a0333b18e29fefaac75c44a141be6185e14800282f0bc453353620e919dda');
INSERT INTO "entries" VALUES(12,'mention','6','2023-12-13T10:00:00.000000Z','dateline/0.1','',NULL,NULL,NULL,'994d6eab9738e6b03efe7fca662f33ecd71f731c43adeaff921b59c9c56b4256','a48a0333b18e29fefaac75c44a141be6185e14800282f0bc453353620e919dda','caa08ef1c7419d21fe7d3fa0f752d7d6832395f62a6ee88667f289175121572b');
INSERT INTO "entries" VALUES(13,'capture','adc282798acb0848d40481bd2fe1132a4f69f837fdf55908e029759750f5245e','2023-12-13T11:00:00.000000Z','dateline/0.1','',NULL,'{"address":"bapho.md","captured_at":"2023-12-13T11:00:00Z","declared_encoding":null,"how":"given","media_type":"text/markdown","sha256":"adc282798acb0848d40481bd2fe1132a4f69f837fdf55908e029759750f5245e","size":6}','6ff4d45f38a93c84','e4ef12f375d7933c5c2f626cb5aa9e49e51eb96ef7d240062b82489cca9ce635','caa08ef1c7419d21fe7d3fa0f752d7d6832395f62a6ee88667f289175121572b','32d69f1cb57d619557195a06c4b00c48a2bba38361a6b1b94fd9ae55667acbb2');
INSERT INTO "entries" VALUES(14,'document','bapho','2023-12-13T11:00:00.000000Z','dateline/0.1','read from other bytes under the same id',2,'{"agency":null,"authors":[],"blocks":[],"capture":"adc282798acb0848d40481bd2fe1132a4f69f837fdf55908e029759750f5245e","contributors":[],"cutoff":null,"figures":[],"id":"bapho","images":[],"kind":"article","language":null,"note_refs":[],"notes":[],"problems":[],"published":"2023-07-05","publisher":null,"pull_quote":null,"sections":[],"source":"bapho.example","sources":[],"summary":null,"takeaways":[],"text":"second","title":null,"url":null,"written_at":null}','ff9ea4e1f553d4c5','7edf1db19f602fb5a9675ade451ed0934edbcfe8b7d4312a87399eeb0ddf1b69','32d69f1cb57d619557195a06c4b00c48a2bba38361a6b1b94fd9ae55667acbb2','0288168fe941df1906ad59eb7558cbb8a5ab933fb28fd60df00713ecc59796e8');
INSERT INTO "entries" VALUES(15,'mention','7','2023-12-13T11:00:00.000000Z','dateline/0.1','',NULL,'{"capture":"adc282798acb0848d40481bd2fe1132a4f69f837fdf55908e029759750f5245e","mention":{"actors":[],"blamed":[],"claimed_by":[],"confidence":0.5,"date_as_written":null,"date_end":null,"date_start":null,"denied_by":[],"document":"bapho","end":1,"event_type":"Battles","extractor":"","notes":[],"place":null,"sentence":"sentence 0","spans":[],"speakers":[],"start":0,"status":"asserted","sub_event_type":"Armed clash","time_precision":null,"tolls":[],"weapons":[],"year_candidates":[],"year_inferred":false}}','95bc61d04ab7c56e','f6ddd373b7b370aaef779906e83ceede83d818e36e20e88c69cd3d86cdab8895','0288168fe941df1906ad59eb7558cbb8a5ab933fb28fd60df00713ecc59796e8','499a1641871fd87ebf72a2b0dcbbc36e553696ebb08d8b142e24aea44bd649e3');
INSERT INTO "entries" VALUES(16,'event','1','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,'{"id":1}','74305928b2c5f98b','c381cb8dca52467497266529cecc4d0a2377df2d1a0ee23244f2b94907861614','499a1641871fd87ebf72a2b0dcbbc36e553696ebb08d8b142e24aea44bd649e3','f29501b38e1bc813d2e73c028b2f9e95f5fb6f1de545ff857a35ca4bd50e55a9');
INSERT INTO "entries" VALUES(17,'event','2','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,'{"id":2}','d80465aac9f5f6ed','1357ed25bce858bed73a455868faffa8a3525eeb7d7064bfa611e14828d255c1','f29501b38e1bc813d2e73c028b2f9e95f5fb6f1de545ff857a35ca4bd50e55a9','a7834d36023d1e8c9917e5288085065f5d362e49ce4adb8656d4b99b53b6c2f6');
INSERT INTO "entries" VALUES(18,'link','1','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,'{"by":"dateline-linker/1","event":1,"mention":1,"probability":0.9,"why":"first of its kind"}','404d32844912525b','66145d781726af0e0326358a95d0c084acf3e16178f5be1182f96e63455e754a','a7834d36023d1e8c9917e5288085065f5d362e49ce4adb8656d4b99b53b6c2f6','b32c90055e1bb268f52e86e75ac8b223a98085abac2f3492a619cb51f3acf679');
INSERT INTO "entries" VALUES(19,'link','3','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,'{"by":"dateline-linker/1","event":1,"mention":3,"probability":0.8,"why":"same day"}','0b5d831c42602107','630015e31f1205fc6f028cc997c8599072b460a5d5a75d8197615119a868e1e7','b32c90055e1bb268f52e86e75ac8b223a98085abac2f3492a619cb51f3acf679','3dd4d9168c45f96d2c6b734842b26bfb2f29d3a08b0e0cdbcc8bbb0cc050fcfb');
INSERT INTO "entries" VALUES(20,'link','5','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,NULL,NULL,'782d76dde4bf95866a69233c059a27fc7ae04dd48176775e19f75372740a090b','3dd4d9168c45f96d2c6b734842b26bfb2f29d3a08b0e0cdbcc8bbb0cc050fcfb','53a4f8660356792b80c37a1a74c93a73a2ee63b5f7f470bed505c2b13967ffa5');
INSERT INTO "entries" VALUES(21,'link','7','2023-12-13T12:00:00.000000Z','dateline-linker/1','',NULL,'{"by":"dateline-linker/1","event":1,"mention":7,"probability":1.0,"why":""}','2638965e4d7e01d1','d1726badaa6988a73f5a3c6c2d892a6c9be49987b0ff600d7e90a49dfde5fb51','53a4f8660356792b80c37a1a74c93a73a2ee63b5f7f470bed505c2b13967ffa5','35847e4b5d3fa64fcc0feec3c89687140c8b9917fbb44703286c44944f8ac802');
INSERT INTO "entries" VALUES(22,'event','3','2023-12-13T13:00:00.000000Z','Ada','',NULL,'{"id":3}','49aafb3013cd120c','349bbda194bda3dd7502d9c24e7fc28c7abbe6c92de63f24fd9eadcd378d3cde','35847e4b5d3fa64fcc0feec3c89687140c8b9917fbb44703286c44944f8ac802','b05df3f76f36be1eb4f9d08ce600df5090aa4bbd6fd730ba6a6420f656681efb');
INSERT INTO "entries" VALUES(23,'link','3','2023-12-13T13:00:00.000000Z','Ada','',19,'{"by":"Ada","event":3,"mention":3,"probability":1.0,"why":"another raid"}','f4629ddc6c735092','f2530a8c291ccff68ec94784b835873bfb9cefecd9f028c5b6487be3c377b696','b05df3f76f36be1eb4f9d08ce600df5090aa4bbd6fd730ba6a6420f656681efb','e4f3f74a3e313f2972bd830607dd49875d8cc420b750cb4005266f25fc03449d');
INSERT INTO "entries" VALUES(24,'link','3','2023-12-13T14:00:00.000000Z','dateline-linker/1','',23,'{"by":"dateline-linker/1","event":1,"mention":3,"probability":1.0,"why":"same day"}','41ada402d1b27e13','e4906151ee3955df7f4a7d8a9dc58ea6adce6825e3e49b88f45c1dec7d73c196','e4f3f74a3e313f2972bd830607dd49875d8cc420b750cb4005266f25fc03449d','47a95f0b426616d856ff48c90ee7742dda617b11a42822aeb5f213313b9a0364');
INSERT INTO "entries" VALUES(25,'review','1','2023-12-13T15:00:00.000000Z','Ada','seen',NULL,'{"at":"2023-12-13T15:00:00Z","by":"Ada","corrections":{},"event":1,"verdict":"accepted","why":"seen"}','0ee2fda7e6dd7873','baedf63e6d223ec01a6d5dfb3b78be3a9e4cdf7d16e0ce260811a3dbaa9051c9','47a95f0b426616d856ff48c90ee7742dda617b11a42822aeb5f213313b9a0364','7e0baba44af125b391836c856819646fccda252f210f53c787204bd6f3fecb12');
INSERT INTO "entries" VALUES(26,'redaction','88f68a11fbe129cee45dcf2ee062908bdce349b141760186328c893513297283','2023-12-13T16:00:00.000000Z','Ada','a source in danger',NULL,'{"capture":"88f68a11fbe129cee45dcf2ee062908bdce349b141760186328c893513297283","entries":[9,10,11,12,20]}','eee3c6a98f69eb30','14ef2b805a90ecd3fc1b623f57dfc10f2b54c7e9ec04727376005911d4d6d905','7e0baba44af125b391836c856819646fccda252f210f53c787204bd6f3fecb12','c50c0bd89161e0ebbaef08dc6118822a71906859ef3e62c11e7b23bf9748653a');
CREATE TABLE head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	next_mention INTEGER NOT NULL, 
	next_event INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "head" VALUES(1,26,'c50c0bd89161e0ebbaef08dc6118822a71906859ef3e62c11e7b23bf9748653a','2023-12-13T16:00:00.000000Z',8,4);
CREATE TABLE headers (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	capture TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	source TEXT, 
	published TEXT, 
	reported TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "headers" VALUES(2,'bapho','c2908bc3f0ddf104f100e8a143d6263c7c4fa55ab39ed7bc2497c7efb1dec7b3','article','bapho.example','2023-07-05','2023-07-05T00:00:00.000000Z','2023-12-13T08:00:00.000000Z');
INSERT INTO "headers" VALUES(6,'niono','0ff5b8919680f5de429b3807bdb3aee37972677c1e66c7128437c393ef6ae8d6','article','niono.example','2023-07-05','2023-07-05T00:00:00.000000Z','2023-12-13T09:00:00.000000Z');
INSERT INTO "headers" VALUES(10,'sevare','','',NULL,NULL,'2023-12-13T10:00:00.000000Z','2023-12-13T10:00:00.000000Z');
INSERT INTO "headers" VALUES(14,'bapho','adc282798acb0848d40481bd2fe1132a4f69f837fdf55908e029759750f5245e','article','bapho.example','2023-07-05','2023-07-05T00:00:00.000000Z','2023-12-13T11:00:00.000000Z');
CREATE TABLE link_rows (
	seq INTEGER NOT NULL, 
	mention INTEGER NOT NULL, 
	event INTEGER NOT NULL, 
	by_person INTEGER NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "link_rows" VALUES(18,1,1,0);
INSERT INTO "link_rows" VALUES(19,3,1,0);
INSERT INTO "link_rows" VALUES(21,7,1,0);
INSERT INTO "link_rows" VALUES(23,3,3,1);
INSERT INTO "link_rows" VALUES(24,3,1,0);
CREATE TABLE mention_rows (
	seq INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	header INTEGER NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "mention_rows" VALUES(3,1,2);
INSERT INTO "mention_rows" VALUES(4,2,2);
INSERT INTO "mention_rows" VALUES(7,3,6);
INSERT INTO "mention_rows" VALUES(8,4,6);
INSERT INTO "mention_rows" VALUES(15,7,14);
CREATE INDEX entries_by_key ON entries (kind, "key", seq);
CREATE INDEX entries_by_time ON entries (recorded_at, seq);
CREATE INDEX headers_by_id ON headers (id, seq);
CREATE INDEX headers_by_capture ON headers (capture);
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.key IS OLD.key AND NEW.recorded_at IS OLD.recorded_at AND NEW.author IS OLD.author AND NEW.why IS OLD.why AND NEW.supersedes IS OLD.supersedes AND NEW.commitment IS OLD.commitment AND NEW.previous IS OLD.previous AND NEW.hash IS OLD.hash AND (SELECT kind FROM entries ORDER BY seq DESC LIMIT 1) = 'redaction') BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX mention_rows_by_id ON mention_rows (id);
CREATE INDEX mention_rows_by_header ON mention_rows (header);
CREATE INDEX link_rows_by_mention ON link_rows (mention, seq);
CREATE INDEX link_rows_by_event ON link_rows (event, seq);
COMMIT;
